"""What the page of a sheet shows, at each stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.paging import page_of
from core.work import WorkState
from sheets import access, queries, wording
from sheets.forms import AnswerForm
from sheets.models import Outcome, Sheet, Stage
from sheets.queries import Tally
from sheets.rules.matching import IGNORE
from units.models import User

# In the order in which somebody looks for what a column is.
KEYS = (
    *("number", "subject", "quote", "plan", "unit", "unit_of_measure", "planned"),
    *("percent", "value", "period_value", "rate", "progress", "problems", "next_steps"),
    *("no_change", "explanation", "due", "category", "remarks", "reporter", "phone", "written_on"),
)


@dataclass(frozen=True)
class Tab:
    """One sort of lines to look at, and how many there are; an empty `value` stands for all."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Choices:
    """What the person may do with the sheet now."""

    tally: Tally
    may_act: bool

    @property
    def can_save(self) -> bool:
        return self.may_act and not self.tally.undecided and self.tally.drafts > 0

    @property
    def can_submit(self) -> bool:
        stopped = self.tally.undecided or self.tally.incomplete or self.tally.unexplained
        return self.may_act and not stopped and self.tally.sends > 0


def sheet_page(sheet: Sheet, user: User, query: QueryDict) -> dict[str, Any]:
    """The context of the page where no worker has the sheet."""
    counts, shown = queries.tally(sheet), query.get("show", "")
    page = page_of(queries.lines_of(sheet, shown=shown), query)
    page.object_list = [wording.told(line, pages=sheet.pages) for line in page.object_list]
    may_edit = access.may_edit(user, sheet)
    return {
        "sheet": sheet,
        "refusal": wording.refusal(sheet.refusal),
        "failed": sheet.work_state == WorkState.FAILED,
        "notes": [wording.note(each) for each in sheet.notes],
        "tabs": _tabs(counts),
        "chosen": shown,
        "page": page,
        "many_pages": len(sheet.pages) > 1,
        "choices": Choices(counts, sheet.stage == Stage.CHECKED and may_edit),
        "may_read_again": may_edit and sheet.stage not in (Stage.SAVED, Stage.SAVING),
        "may_withdraw": may_edit and sheet.stage == Stage.SAVED,
        "may_answer": may_edit and sheet.stage == Stage.CHECKED and "tables" in sheet.layout,
        "answered": sheet.layout.get("answers", {}),
    }


def _tabs(counts: Tally) -> list[Tab]:
    # What stands in the way comes first.
    order = (Outcome.REFUSED, Outcome.CONFLICT, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)
    tabs = [Tab("", _("all lines"), counts.lines)]
    tabs += [Tab(each.value, str(each.label), getattr(counts, each.value)) for each in order]
    tabs.append(Tab("doubtful", _("without explanation"), counts.unexplained))
    tabs.append(Tab("incomplete", _("not complete"), counts.incomplete))
    tabs.append(Tab("left", _("left out"), counts.left))
    return [tab for tab in tabs if tab.count or not tab.value]


def working(sheet: Sheet, user: User, *, now: datetime) -> dict[str, Any]:
    """The context while a worker has the sheet or will have it."""
    return {
        "sheet": sheet,
        "may_cancel": access.may_edit(user, sheet),
        "left": _seconds_left(sheet, now=now),
    }


def _seconds_left(sheet: Sheet, *, now: datetime) -> int | None:
    """How long the reading will still take, told from how it went so far."""
    if not sheet.lines_read or sheet.started_at is None or sheet.stage != Stage.READING:
        return None
    gone: timedelta = now - sheet.started_at
    ahead = sheet.lines_total - sheet.lines_read
    return max(1, round(gone.total_seconds() * ahead / sheet.lines_read))


def layout_of(sheet: Sheet) -> Mapping[str, Any]:
    """How the columns were understood, with the closing dates that can be chosen now."""
    return {"tables": [], **sheet.layout, "days": queries.open_days(sheet)}


def column_keys() -> list[tuple[str, str]]:
    """What a column can be, in words."""
    return [(IGNORE, _("not needed")), *((key, wording.column(key)) for key in KEYS)]


def asking(sheet: Sheet, user: User, form: AnswerForm) -> dict[str, Any]:
    """The context of the page that asks what the columns are."""
    tables = [
        {
            **table,
            "name": sheet.pages[table["page"]] if len(sheet.pages) > table["page"] else "",
            "faults": [wording.column_fault(each) for each in table["faults"]],
            "columns": [
                {**column, "field": form[f"{number}-{column['letter']}"]}
                for column in table["columns"]
            ],
        }
        for number, table in enumerate(form.layout["tables"])
    ]
    return {
        "sheet": sheet,
        "form": form,
        "tables": tables,
        "may_answer": access.may_edit(user, sheet),
    }
