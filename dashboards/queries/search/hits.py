"""What was found, as people read it: where it stands, and which of its words were looked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import F, Model
from django.db.models.functions import Substr
from django.urls import reverse

from core.searching import spans_of
from dashboards.queries.search.asked import Found, Sought
from dashboards.queries.search.prepared import rows_of
from indicators.models import Indicator, Target
from plans.models import Clause, Plan, PlanState
from reports.models import Submission
from tasks.models import Task, TaskState
from units.models import NameKindChoice, UnitName

Row = dict[str, Any]

OF_KEYS = """
    SELECT '{kind}' AS kind, to_json(row) FROM (
        {rows} WHERE "{table}".id = ANY(%({kind})s)
    ) AS row
"""
# Characters of an excerpt, and how many of them stand before the first words that were found.
LONG, BEFORE = 110, 24


class Piece(NamedTuple):
    text: str
    marked: bool


@dataclass(frozen=True)
class Hit:
    """`page` and `pk` are the address of the very place, `query` what follows it there.

    `facts` say where it belongs: its plan, its unit, its day.
    """

    kind: Found
    page: str
    pk: int
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    facts: tuple[str, ...]
    query: str = ""
    plan: int | None = None

    @property
    def address(self) -> str:
        return reverse(self.page, args=[self.pk]) + self.query


def hits_of(found: Mapping[Found, Sequence[int]], sought: Sought) -> dict[Found, list[Hit]]:
    """Of each kind, in the order of the keys. One query for all, and none for nothing."""
    rows, marked = _rows(found), _Marked(sought)
    return {
        kind: [_HITS[kind](rows[kind, key], marked) for key in keys if (kind, key) in rows]
        for kind, keys in found.items()
    }


class _Marked:
    """Cuts texts where the words stand that are looked for."""

    def __init__(self, sought: Sought) -> None:
        self._keys = tuple(dict.fromkeys((sought.phrase, *sought.words)))

    def spans(self, text: str) -> list[tuple[int, int]]:
        return spans_of(self._keys, text)

    def whole(self, text: str) -> tuple[Piece, ...]:
        pieces, place = list[Piece](), 0
        for start, end in self.spans(text):
            pieces += [Piece(text[place:start], False), Piece(text[start:end], True)]
            place = end
        pieces.append(Piece(text[place:], False))
        return tuple(piece for piece in pieces if piece.text)

    def excerpt(self, text: str) -> tuple[Piece, ...]:
        """The part of a text around the first words that were found."""
        spans = self.spans(text)
        first = max(0, spans[0][0] - BEFORE) if spans else 0
        last = max(first + LONG, spans[0][1]) if spans else LONG
        cut = ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
        return self.whole(" ".join(cut.split()))


def _plan(row: Row, marked: _Marked) -> Hit:
    return Hit(
        kind=Found.PLAN,
        page="dashboards:plan",
        pk=row["pk"],
        title=marked.whole(row["title"]),
        excerpt=marked.whole(row["doc_number"]),
        facts=(row["issuer__name"], str(PlanState(row["state"]).label)),
        plan=row["pk"],
    )


def _target(row: Row, marked: _Marked) -> Hit:
    return Hit(
        kind=Found.TARGET,
        page="dashboards:target",
        pk=row["pk"],
        title=marked.whole(row["indicator__name"]),
        excerpt=marked.excerpt(row["quote"]),
        facts=_told(row["plan__title"], row["lead_unit__name"]),
        plan=row["plan"],
    )


def _task(row: Row, marked: _Marked) -> Hit:
    return Hit(
        kind=Found.TASK,
        page="dashboards:task",
        pk=row["pk"],
        title=marked.whole(f"{row['number']} {row['title']}".strip()),
        excerpt=marked.excerpt(row["quote"]),
        facts=(row["plan__title"], str(TaskState(row["state"]).label)),
        plan=row["plan"],
    )


def _clause(row: Row, marked: _Marked) -> Hit:
    """Leads to the very words in the plan's text, where the clause has them as they stand there."""
    spans = marked.spans(row["printed"])
    start, end = spans[0] if spans else (0, 0)
    mark = f"?mark={row['start'] + start}-{row['start'] + end}#mark"
    return Hit(
        kind=Found.CLAUSE,
        page="dashboards:source",
        pk=row["plan"],
        title=marked.whole(f"{row['number']} {row['heading']}".strip()),
        excerpt=marked.excerpt(row["printed"]),
        facts=(row["plan__title"],),
        query=mark if spans else f"#clause-{row['position']}",
        plan=row["plan"],
    )


def _report(row: Row, marked: _Marked) -> Hit:
    task = f"{row['report__assignment__task__number']} {row['report__assignment__task__title']}"
    subject = row["report__target__indicator__name"] or task.strip()
    text = "\n".join(filter(None, (row["progress"], row["problems"], row["next_steps"])))
    return Hit(
        kind=Found.REPORT,
        page="reports:report",
        pk=row["report"],
        title=marked.whole(subject),
        excerpt=marked.excerpt(text),
        facts=(
            row["report__unit__name"],
            row["report__period__ends_on"],
            row["report__period__plan__title"],
        ),
        plan=row["report__period__plan"],
    )


def _indicator(row: Row, marked: _Marked) -> Hit:
    return Hit(
        kind=Found.INDICATOR,
        page="dashboards:indicator",
        pk=row["pk"],
        title=marked.whole(row["name"]),
        excerpt=marked.excerpt(row["definition"]),
        facts=_told(row["unit_of_measure"]),
    )


def _unit(row: Row, marked: _Marked) -> Hit:
    """Under whichever of its names it was found."""
    other = row["name"] != row["unit__name"]
    return Hit(
        kind=Found.UNIT,
        page="units:unit",
        pk=row["unit"],
        title=marked.whole(row["unit__name"]),
        excerpt=marked.whole(row["name"]) if other else (),
        facts=(str(NameKindChoice(row["kind"]).label),) if other else (),
    )


def _told(*facts: str | None) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact)


# Only what is shown: whole rows with all that they belong to take several times as long.
_COLUMNS: dict[Found, tuple[type[Model], tuple[str, ...]]] = {
    Found.PLAN: (Plan, ("title", "doc_number", "issuer__name", "state")),
    Found.TARGET: (Target, ("indicator__name", "quote", "plan__title", "lead_unit__name", "plan")),
    Found.TASK: (Task, ("number", "title", "quote", "plan__title", "state", "plan")),
    Found.CLAUSE: (
        Clause,
        ("number", "heading", "position", "start", "plan__title", "plan", "printed"),
    ),
    Found.REPORT: (
        Submission,
        (
            *("progress", "problems", "next_steps", "report", "report__unit__name"),
            *("report__period__ends_on", "report__period__plan", "report__period__plan__title"),
            *("report__target__indicator__name", "report__assignment__task__number"),
            "report__assignment__task__title",
        ),
    ),
    Found.INDICATOR: (Indicator, ("name", "definition", "unit_of_measure")),
    Found.UNIT: (UnitName, ("name", "kind", "unit", "unit__name")),
}


def _rows(found: Mapping[Found, Sequence[int]]) -> dict[tuple[Found, int], Row]:
    """As JSON, so that all kinds come with one answer."""
    parts, given = list[str](), dict[str, Any]()
    for kind, keys in found.items():
        if keys:
            statement, constants = _statement(kind)
            parts.append(statement)
            given |= constants | {kind.value: list(keys)}
    if not parts:
        return {}
    rows = rows_of(" UNION ALL ".join(parts), given)
    return {(Found(kind), row["pk"]): row for kind, row in rows}


@cache
def _statement(kind: Found) -> tuple[str, dict[str, Any]]:
    """Its constants beside it; the keys are named as the kind is."""
    model, columns = _COLUMNS[kind]
    rows = model._base_manager.order_by()
    if kind == Found.CLAUSE:
        # From the heading to the end of its last child, as it is printed.
        printed = Substr("plan__source_text", F("start") + 1, F("end") - F("start"))
        rows = rows.annotate(printed=printed)
    every, values = rows.values("pk", *columns).query.sql_with_params()
    constants = {f"{kind}_{number}": value for number, value in enumerate(values)}
    every %= tuple(f"%({name})s" for name in constants)
    return OF_KEYS.format(kind=kind, rows=every, table=model._meta.db_table), constants


_HITS: dict[Found, Callable[[Row, _Marked], Hit]] = {
    Found.PLAN: _plan,
    Found.TARGET: _target,
    Found.TASK: _task,
    Found.CLAUSE: _clause,
    Found.REPORT: _report,
    Found.INDICATOR: _indicator,
    Found.UNIT: _unit,
}
