"""A circular is drafted from the office's template, and its sentences are changed by officials."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation

from briefs.access import own_office, require_office
from briefs.models import Circular
from briefs.queries.content import (
    blocks_of,
    content_of,
    values_for,
    words_of,
)
from briefs.queries.known import names_in, snapshot_again
from briefs.queries.snapshot import plans_of, snapshot_of
from briefs.queries.templates import template_of, words_of_template
from briefs.rules.facts import Snapshot
from briefs.rules.kinds import CircularKind
from briefs.rules.states import CircularVerb
from briefs.rules.texts import filled, parts_of, troubles
from briefs.services.steps import DRAFT, LANGUAGE, claim, record_step, save_step
from briefs.wording import refusals
from core.errors import Invalid, RuleBroken
from plans.models import Plan
from units.models import User

LONGEST_TITLE = 200
LONGEST_ADDRESSEE = 300
LONGEST_COPIES = 300


@transaction.atomic
def draft_circular(
    *, kind: CircularKind, plan: Plan | None, known_on: date, by: User, now: datetime
) -> Circular:
    """Propose every sentence from the template, with figures as known at the end of `known_on`."""
    require_office(by)
    if known_on >= timezone.localtime(now).date():
        raise RuleBroken(refusals.day_not_over())
    plans = plans_of(plan, on=known_on)
    if not plans:
        raise RuleBroken(refusals.nothing_known())
    office = own_office(by)
    with translation.override(LANGUAGE):
        snapshot = snapshot_of(plans, on=known_on, by=by)
        words = words_of_template(template_of(office, kind))
        body = filled(words.body, values_for(snapshot), blocks_of(snapshot))
        circular = Circular(
            kind=kind.value,
            office=office,
            title=_said(words.title, snapshot)[:LONGEST_TITLE],
            plan=plan,
            known_on=known_on,
            addressee=words.addressee,
            body=body,
            drafted_by=by,
            drafted_at=now,
            since=now,
        )
        _fill(circular, snapshot)
    circular.save(force_insert=True)
    record_step(circular, DRAFT, by=by, now=now)
    return circular


@transaction.atomic
def save_circular(
    *,
    circular_id: int,
    revision: int,
    title: str,
    addressee: str,
    body: str,
    by: User,
    now: datetime,
    copies: str = "",
) -> Circular:
    """Keep what an official wrote. Figures are asked anew of their queries, at the same cut-off."""
    circular, step = claim(circular_id, CircularVerb.SAVE, revision=revision, by=by)
    with translation.override(LANGUAGE):
        snapshot = snapshot_again(circular, by=by)
    require_sound_text(title, addressee, body, names_in(circular, snapshot), copies=copies)
    circular.title, circular.addressee = title.strip(), addressee.strip()
    circular.copies = copies.strip()
    circular.body = body.replace("\r\n", "\n").strip()
    with translation.override(LANGUAGE):
        _fill(circular, snapshot)
    save_step(circular, CircularVerb.SAVE, step.to, by=by, now=now)
    return circular


def require_sound_text(
    title: str, addressee: str, body: str, known: set[str], *, copies: str = ""
) -> None:
    faults: dict[str, list[str]] = {}
    for name, text, longest in (
        ("title", title, LONGEST_TITLE),
        ("addressee", addressee, LONGEST_ADDRESSEE),
    ):
        if fault := refusals.short_text(text, longest):
            faults[name] = [fault]
    if copies.strip() and (fault := refusals.short_text(copies, LONGEST_COPIES)):
        faults["copies"] = [fault]
    if found := troubles(body, known):
        faults["body"] = [refusals.trouble(each) for each in found]
    if faults:
        raise Invalid(faults)


def _fill(circular: Circular, snapshot: Snapshot) -> None:
    changes = circular.content.get("changes")
    circular.content = content_of(snapshot, circular.body)
    if changes is not None:
        circular.content["changes"] = changes
    circular.closing_on = snapshot.closing_on


def _said(line: str, snapshot: Snapshot) -> str:
    """A title: what it names is written out."""
    return "".join(part.text for part in parts_of(line, words_of(snapshot)))
