"""What units told last about targets and tasks, as far as the person may read it."""

from collections.abc import Iterable, Sequence

from django.db.models import F
from django.utils.translation import pgettext

from dashboards.queries.lines import UnitPart
from dashboards.queries.scope import Scope
from reports.models import Submission, SubmissionQuerySet
from tasks.models import AssignmentRole


def words_on_tasks(scope: Scope, pks: Sequence[int]) -> dict[int, Submission]:
    """By task, of its lead units; one query."""
    told = _approved(scope).filter(
        report__assignment__task__in=pks, report__assignment__role=AssignmentRole.LEAD
    )
    newest = told.annotate(about=F("report__assignment__task")).order_by(
        "about", "-report__period__ends_on", "report__assignment__order", "-version"
    )
    return {each.about: each for each in newest.distinct("about")}


def words_on_targets(scope: Scope, pks: Sequence[int]) -> dict[int, Submission]:
    """By target; one query."""
    told = _approved(scope).filter(report__target__in=pks)
    newest = told.annotate(about=F("report__target")).order_by(
        "about", "-report__period__ends_on", "-version"
    )
    return {each.about: each for each in newest.distinct("about")}


def _approved(scope: Scope) -> SubmissionQuerySet:
    """What counted at the end of the day."""
    seen = scope.all_reports().filter(period__ends_on__lte=scope.on)
    approved = Submission.objects.approved().filter(reviewed_at__lt=scope.until)
    return approved.filter(report__in=seen.values("pk")).select_related(
        "written_by", "reviewed_by", "report__period"
    )


def listed(parts: Iterable[UnitPart]) -> str:
    return pgettext("between units", ", ").join(part.name for part in parts)
