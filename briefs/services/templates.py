"""What an office prints in its circulars."""

from datetime import datetime

from django.db import transaction

from briefs.models import CircularTemplate
from briefs.queries.content import CONDITIONS, WORDS
from briefs.rules import figures
from briefs.rules.kinds import CircularKind
from briefs.rules.states import CircularVerb
from briefs.rules.texts import template_troubles
from briefs.services.steps import lock_template
from briefs.wording import refusals
from core import audit
from core.errors import Invalid, RuleBroken
from units.models import Unit, User
from units.rules import Role


@transaction.atomic
def set_template(
    *,
    office: Unit,
    kind: CircularKind,
    name: str,
    sign: str,
    title: str,
    addressee: str,
    body: str,
    by: User,
    now: datetime,
) -> CircularTemplate:
    """For circulars that are drafted from now on; those before keep what was printed."""
    if Role.OFFICE_HEAD not in by.roles:
        raise RuleBroken(refusals.not_yours(CircularVerb.APPROVE))
    require_sound_template(body)
    template = lock_template(office, kind)
    template.name, template.sign, template.title = name.strip(), sign.strip(), title.strip()
    template.addressee, template.body = addressee.strip(), body.replace("\r\n", "\n").strip()
    template.save(update_fields=["name", "sign", "title", "addressee", "body"])
    audit.record("circular_template.set", template, by=by, now=now)
    return template


def require_sound_template(body: str) -> None:
    """An empty one stands for the portal's own words. Raises Invalid."""
    known = {*figures.names(), *WORDS, *CONDITIONS}
    if body.strip() and (found := template_troubles(body, known)):
        raise Invalid({"body": [refusals.trouble(each) for each in found]})
