"""What units themselves say stands in the way: the problems of the newest report on each thing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from reports.access import visible_reports
from reports.models import Submission, SubmissionQuerySet
from tasks.models import AssignmentRole
from units.models import User


@dataclass(frozen=True)
class Reason:
    """In the unit's own words; `closing_on` is the closing date that its report is about."""

    text: str
    closing_on: date
    report_pk: int
    next_steps: str = ""


def reasons_of_targets(
    user: User, pks: Collection[int], *, on: date | None = None
) -> dict[int, Reason]:
    """By target, where its newest report names a problem; one query, none without targets.

    As it was known at the end of the past day `on`.
    """
    return _with_text(said_of_targets(user, pks, on=on))


def reasons_of_tasks(
    user: User, pks: Collection[int], *, on: date | None = None
) -> dict[int, Reason]:
    """The same by task, as those who lead it report."""
    return _with_text(said_of_tasks(user, pks, on=on))


def said_of_targets(
    user: User, pks: Collection[int], *, on: date | None = None
) -> dict[int, Reason]:
    """What the newest report on each says of problems and of next steps, be it nothing."""
    return _reasons("report__target", pks, _standing(user, on)) if pks else {}


def said_of_tasks(user: User, pks: Collection[int], *, on: date | None = None) -> dict[int, Reason]:
    """The same by task."""
    led = _standing(user, on).filter(report__assignment__role=AssignmentRole.LEAD)
    return _reasons("report__assignment__task", pks, led) if pks else {}


def _standing(user: User, on: date | None) -> SubmissionQuerySet:
    visible = visible_reports(user)
    return Submission.objects.standing(on=on).filter(report__in=visible)


def _reasons(about: str, pks: Collection[int], said: SubmissionQuerySet) -> dict[int, Reason]:
    known = said.filter(**{f"{about}__in": list(pks)})
    newest = known.order_by(about, "-report__period__ends_on", "report", "-version").distinct(about)
    rows = newest.values_list(
        F(about), "problems", "report__period__ends_on", "report", "next_steps"
    )
    return {key: Reason(*said) for key, *said in rows}


def _with_text(said: dict[int, Reason]) -> dict[int, Reason]:
    return {key: reason for key, reason in said.items() if reason.text.strip()}
