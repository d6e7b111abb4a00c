"""What an office prints on its slips."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from slips.models import Letterhead
from slips.rules import Grade, SlipVerb, Style
from slips.services.steps import lock_letterhead
from slips.wording import refusals
from units.models import Unit, User
from units.rules import Role


@transaction.atomic
def set_letterhead(
    *,
    office: Unit,
    sign: str,
    name: str,
    grades: Mapping[Grade, Style],
    by: User,
    now: datetime,
) -> Letterhead:
    """For slips that are approved from now on; those before keep what was printed."""
    if Role.OFFICE_HEAD not in by.roles:
        raise RuleBroken(refusals.not_yours(SlipVerb.APPROVE))
    letterhead = lock_letterhead(office)
    letterhead.sign, letterhead.name = sign, name
    letterhead.grades = {grade.value: asdict(style) for grade, style in grades.items()}
    letterhead.save(update_fields=["sign", "name", "grades"])
    audit.record(
        "letterhead.set", letterhead, by=by, now=now, details={"grades": letterhead.grades}
    )
    return letterhead
