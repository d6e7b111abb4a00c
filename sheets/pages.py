"""What the page of a sheet shows, at each stage."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.paging import page_of
from core.work import WorkState
from reports.models import Report, Submission
from sheets import access, queries, wording
from sheets.columns import KINDS
from sheets.forms import AnswerForm, OwedForm
from sheets.models import Kind, Outcome, Sheet, SheetLine, Stage
from sheets.queries import Tally
from sheets.queries.deciding import offered, versions_beside
from sheets.rules.matching import IGNORE
from sheets.services.progress import saved_of
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
    def offers_something(self) -> bool:
        return self.may_act and bool(self.tally.sends or self.tally.undecided)

    @property
    def can_save(self) -> bool:
        return self.may_act and not self.tally.undecided and self.tally.drafts > 0

    @property
    def can_submit(self) -> bool:
        stopped = self.tally.undecided or self.tally.incomplete or self.tally.unexplained
        return self.may_act and not stopped and self.tally.sends > 0

    @property
    def waits_for(self) -> str:
        """Why the buttons cannot be pressed."""
        if self.tally.undecided:
            return _("First decide about the lines that somebody else changed.")
        if self.tally.sends and (self.tally.incomplete or self.tally.unexplained):
            return _("To submit, first explain or complete these lines, or leave them out.")
        return ""


@dataclass(frozen=True)
class Asked:
    """What a line may be about, where nobody knows or somebody has said so."""

    # The line as `services.answer_sheet` names it.
    place: str
    said: int | None
    likely: Sequence[Report]
    others: Sequence[Report]


@dataclass(frozen=True)
class Shown:
    """A line with what its reader needs to decide about it."""

    told: wording.Told
    # What the portal has and who wrote it, where that changed meanwhile.
    other: Submission | None
    asked: Asked | None

    @property
    def place(self) -> str:
        return _place(self.told.line)


def sheet_page(sheet: Sheet, user: User, query: QueryDict) -> dict[str, Any]:
    """The context of the page where no worker has the sheet."""
    counts, shown = queries.tally(sheet), query.get("show", "")
    may_edit = access.may_edit(user, sheet)
    checked = sheet.stage == Stage.CHECKED and may_edit
    page = page_of(queries.lines_of(sheet, shown=shown), query)
    page.object_list = _shown(sheet, list(page.object_list), may_say=checked)
    return {
        "sheet": sheet,
        "refusal": wording.refusal(sheet.refusal),
        "failed": sheet.work_state == WorkState.FAILED,
        **_notes(sheet, decides=checked),
        "tabs": _tabs(counts, decides=checked),
        "chosen": shown,
        "page": page,
        "about_reports": sheet.columns == "reports",
        "many_pages": len({table["page"] for table in sheet.layout.get("tables", ())}) > 1,
        "choices": Choices(counts, checked),
        "may_read_again": may_edit and _may_change(sheet),
        "may_upload": may_edit and sheet.stage == Stage.REFUSED,
        "may_withdraw": may_edit and sheet.stage == Stage.SAVED and not wording.stays(sheet),
        "confirming": wording.confirming(sheet) if checked else "",
        "saved": wording.saved(sheet),
        "stays": wording.stays(sheet) if sheet.stage == Stage.SAVED else "",
        "may_answer": checked and "tables" in sheet.layout,
    }


# What another reading of the same file may find otherwise.
PASSING = {"overtaken", "other_period", "no_lines", "too_slow", "unreadable", "whole_city"}


def _may_change(sheet: Sheet) -> bool:
    """Whether it is worth while to read the same file again."""
    if sheet.stage == Stage.REFUSED:
        return sheet.refusal.get("code") in PASSING
    return sheet.stage not in (Stage.SAVED, Stage.SAVING)


def _notes(sheet: Sheet, *, decides: bool) -> dict[str, list[str]]:
    """What is to be said about the file: what somebody has to look at, and what is good to know."""
    told = [each for each in sheet.notes if not _is_ours(sheet, each)]
    warned = [each for each in told if decides and each["code"] in wording.WARNINGS]
    return {
        "warnings": [wording.note(sheet, each) for each in warned],
        "notes": [wording.note(sheet, each) for each in told if each not in warned],
    }


def _is_ours(sheet: Sheet, note: Mapping[str, str]) -> bool:
    """Whether the portal itself hid in its workbook what the note tells of."""
    return "own" in sheet.layout and note["code"] in ("hidden_sheet", "hidden_columns")


def _shown(sheet: Sheet, lines: Sequence[SheetLine], *, may_say: bool) -> list[Shown]:
    """At most two statements more, however many lines."""
    # Once it is decided, what the portal has is another thing than what the line changed.
    versions = versions_beside(lines) if sheet.stage == Stage.CHECKED else {}
    answers = sheet.layout.get("answers", {})
    near = {line.pk: _near(line, answers) for line in lines if may_say}
    likely = {pk for found in near.values() for pk in found or ()}
    asks = any(found is not None for found in near.values())
    reports = offered(sheet, likely) if asks else []
    return [
        Shown(
            wording.told(line, sheet),
            versions.get(line.about_id or 0),
            _asked(line, reports, near.get(line.pk), answers),
        )
        for line in lines
    ]


def _near(line: SheetLine, answers: Mapping[str, int]) -> list[int] | None:
    """What the line is most likely about, where nobody knows or somebody has said so."""
    for trouble in line.troubles:
        if trouble["code"] == "unknown" or trouble["code"].startswith("match_"):
            return list(trouble.get("rivals", ()))
    said = answers.get(_place(line))
    return None if said is None else [said]


def _place(line: SheetLine) -> str:
    return f"{line.page}:{line.row}"


def _asked(
    line: SheetLine, reports: Sequence[Report], near: list[int] | None, answers: Mapping[str, int]
) -> Asked | None:
    if near is None:
        return None
    place = _place(line)
    return Asked(
        place,
        answers.get(place),
        [report for report in reports if report.pk in near],
        [report for report in reports if report.pk not in near],
    )


def _tabs(counts: Tally, *, decides: bool) -> list[Tab]:
    # What stands in the way comes first.
    order = (Outcome.REFUSED, Outcome.CONFLICT, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)
    tabs = [Tab("", _("all lines"), counts.lines)]
    tabs += [Tab(each.value, str(each.label), getattr(counts, each.value)) for each in order]
    if decides:
        tabs.append(Tab("doubtful", _("without explanation"), counts.unexplained))
        tabs.append(Tab("incomplete", _("not complete"), counts.incomplete))
    tabs.append(Tab("left", _("set aside"), counts.left))
    return [tab for tab in tabs if tab.count or not tab.value]


def workbooks_to_carry(query: QueryDict, kinds: Collection[Kind]) -> dict[str, Any]:
    """For the office: the workbooks of all units, and of those that cannot reach the portal."""
    if Kind.CITY not in kinds:
        return {}
    form = OwedForm(query)
    wanted = form.wanted()
    return {
        "owed_form": form,
        "chosen_unit": wanted["unit"],
        "dates": queries.city_dates(**wanted),
        # As the links to the files take them.
        "chosen": urlencode({name: query[name] for name in form.fields if query.get(name)}),
    }


def working(sheet: Sheet, user: User, *, now: datetime) -> dict[str, Any]:
    """The context while a worker has the sheet or will have it."""
    saving = sheet.stage == Stage.SAVING
    saved = saved_of(sheet) if saving else None
    done, total = (saved.done, saved.total) if saved else (sheet.lines_read, sheet.lines_total)
    since = saved.since if saved else sheet.started_at
    return {
        "sheet": sheet,
        "may_cancel": access.may_edit(user, sheet),
        "waits": sheet.work_state == WorkState.QUEUED,
        "saving": saving,
        # Nobody knows how many there are before the file was opened, or when the memory was lost.
        "known": saved is not None if saving else total > 0,
        "done": done,
        "total": total,
        "left": _seconds_left(done, total, since=since, now=now) if saved or not saving else None,
    }


def _seconds_left(done: int, total: int, *, since: datetime | None, now: datetime) -> int | None:
    """How long it will still take, told from how it went so far."""
    if not done or since is None:
        return None
    return max(1, round((now - since).total_seconds() * (total - done) / done))


def layout_of(sheet: Sheet) -> Mapping[str, Any]:
    """How the columns were understood, and the closing dates that can be chosen for reports."""
    dated = sheet.columns == "reports"
    days = queries.open_days(sheet) if dated else []
    tables: dict[str, dict[str, Any]] = {}
    for table in sheet.layout.get("tables", []):
        # The same header on several worksheets is asked about once.
        first = tables.setdefault(table["signature"], {**table, "places": []})
        first["places"].append(_place_of(sheet, table))
    return {**sheet.layout, "tables": list(tables.values()), "dated": dated, "days": days}


def _place_of(sheet: Sheet, table: Mapping[str, Any]) -> dict[str, Any]:
    page, (first, last) = table["page"], table["rows"]
    name = sheet.pages[page] if len(sheet.pages) > page else ""
    return {"name": name, "first": first, "last": last}


def column_keys(sheet: Sheet) -> list[tuple[str, str]]:
    """What a column can be, in words."""
    columns = KINDS[sheet.columns]
    keys = KEYS if sheet.columns == "reports" else columns
    return [(IGNORE, _("not needed")), *((key, str(columns[key].title)) for key in keys)]


def _column(form: AnswerForm, number: int, column: Mapping[str, Any]) -> dict[str, Any]:
    name = f"{number}-{column['letter']}"
    fraction = form[f"{name}-fraction"] if f"{name}-fraction" in form.fields else None
    return {**column, "field": form[name], "what_numbers_are": fraction}


def asking(sheet: Sheet, user: User, form: AnswerForm) -> dict[str, Any]:
    """The context of the page that asks what the columns are."""
    tables = [
        {
            **table,
            "faults": [wording.column_fault(each, kind=sheet.columns) for each in table["faults"]],
            "columns": [_column(form, number, column) for column in table["columns"]],
            "skip": form[f"{number}-skip"] if f"{number}-skip" in form.fields else None,
            # Who opens the page of a sheet that asks nothing wants to see how it was understood.
            "open": sheet.stage != Stage.ASKING or form.is_bound or not table.get("sure"),
        }
        for number, table in enumerate(form.layout["tables"])
    ]
    return {
        "sheet": sheet,
        "form": form,
        "tables": tables,
        "may_answer": access.may_edit(user, sheet),
        **_notes(sheet, decides=True),
        "asks_columns": any(not table.get("sure") for table in tables),
    }
