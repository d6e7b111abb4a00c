"""What the page of an uploaded workbook shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.paging import page_of
from core.work import WorkState
from reports.wording import moment
from sheets import access, queries, wording
from sheets.models import Outcome, Sheet
from units.models import User


@dataclass(frozen=True)
class Tab:
    """One outcome to look at, and how many lines have it; an empty `value` stands for all."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Choices:
    """What the person may do with the workbook now, and why not more."""

    may_act: bool
    drafts: int
    sends: int
    incomplete: int
    refused: int

    @property
    def can_save(self) -> bool:
        return self.may_act and not self.refused and self.drafts > 0

    @property
    def can_submit(self) -> bool:
        return self.may_act and not self.refused and self.sends > 0 and not self.incomplete


def sheet_page(sheet: Sheet, user: User, query: QueryDict) -> dict[str, Any]:
    """The context of the page once the reading has ended."""
    counts = queries.outcome_counts(sheet)
    page = page_of(queries.lines_of(sheet, outcome=query.get("outcome", "")), query)
    page.object_list = [wording.told(line) for line in page.object_list]
    return {
        "sheet": sheet,
        "refusal": wording.refusal(sheet.refusal),
        "failed": sheet.work_state == WorkState.FAILED,
        "tabs": _tabs(counts),
        "chosen": query.get("outcome", ""),
        "page": page,
        "choices": _choices(sheet, user, counts),
        "may_read_again": sheet.confirmed_at is None and access.may_edit(user, sheet),
    }


def _tabs(counts: dict[str, int]) -> list[Tab]:
    every = Tab("", _("all lines"), sum(counts.values()))
    # What stands in the way comes first.
    order = (Outcome.REFUSED, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)
    return [every, *(Tab(each.value, str(each.label), counts[each.value]) for each in order)]


def _choices(sheet: Sheet, user: User, counts: dict[str, int]) -> Choices:
    sends = queries.lines_to_save(sheet, submit=True).aggregate(
        all=Count("pk"), incomplete=Count("pk", filter=~Q(errors=[]))
    )
    return Choices(
        may_act=sheet.confirmed_at is None and access.may_edit(user, sheet),
        drafts=counts[Outcome.NEW] + counts[Outcome.CHANGED],
        sends=sends["all"],
        incomplete=sends["incomplete"],
        refused=counts[Outcome.REFUSED],
    )


def came_before(sheet: Sheet) -> str:
    """That the same file is here already, since when and by whom."""
    return _("%(who)s uploaded this same file on %(when)s. This is what became of it.") % {
        "who": sheet.uploaded_by,
        "when": moment(sheet.uploaded_at),
    }
