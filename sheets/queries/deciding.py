"""What somebody needs to know to decide about a line."""

from collections.abc import Collection

from django.db.models import Q

from reports.models import Report, Submission
from sheets.models import Outcome, Sheet, SheetLine

# So many things are offered for a line that nobody knows; who owes more writes numbers and titles.
MOST_OFFERED = 300


def versions_beside(lines: Collection[SheetLine]) -> dict[int, Submission]:
    """Report -> what the portal has of it, for lines that were changed meanwhile."""
    reports = [line.about_id for line in lines if line.outcome == Outcome.CONFLICT]
    newest = Submission.objects.newest_of([pk for pk in reports if pk is not None])
    return {each.report_id: each for each in newest.select_related("written_by")} if reports else {}


def offered(sheet: Sheet, likely: Collection[int]) -> list[Report]:
    """What lines that nobody knows may be about: the likely reports, and all that the unit owes."""
    wanted = Q(pk__in=likely)
    if sheet.unit_id is not None:
        wanted |= Q(unit=sheet.unit_id, period__ends_on=sheet.ends_on)
    reports = Report.objects.expected().filter(wanted).with_subject()
    order = ("period__plan_id", "assignment__task__position", "target__position", "pk")
    return list(reports.order_by(*order)[:MOST_OFFERED])
