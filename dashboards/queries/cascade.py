"""A superior plan against all its local plans: what became of each promise in each of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.core.paginator import Page, Paginator
from django.db.models import Q

from core.keys import key_in
from dashboards import differences
from dashboards.queries.scope import Scope
from dashboards.queries.superior import (
    Compared,
    KindCount,
    Promised,
    compared_pairs,
    kind_count,
    promised_by,
)
from dashboards.rules import choice_in
from intake.superior.aligning import Of
from intake.superior.outcomes import Outcome, outcome_counts
from plans.models import Plan, PlanQuerySet

# What a table can show side by side, and below each other.
MOST_COLUMNS = 12
ROWS = 40
# What becomes of a promise of the superior; what only a local plan promises is no row of it.
OUTCOMES = tuple(outcome for outcome in Outcome if outcome is not Outcome.NEW)


@dataclass(frozen=True)
class Column:
    """A local plan. `linked` is false where it cites the superior plan and nobody linked it: then
    it is not compared. `kinds` counts what became of the superior's promises in it."""

    pk: int
    title: str
    issuer: str
    linked: bool
    kinds: tuple[KindCount, ...]


@dataclass(frozen=True)
class ColumnKinds:
    """How often something became of promises, plan by plan."""

    kind: KindCount
    counts: tuple[tuple[Column, int], ...]


@dataclass(frozen=True)
class CascadeLine:
    """A promise of the superior plan, and one local plan's answer to it.

    `guess` says that the names are only similar.
    """

    of: str
    key: int
    column: Column
    compared: Compared
    superior: Promised
    ours: Promised | None
    kind: KindCount
    difference: str
    notes: tuple[str, ...]
    guess: bool


@dataclass(frozen=True)
class CascadeRow:
    """A promise of the superior plan; its cells stand in the order of the columns, None where the
    plan is not linked yet."""

    of: str
    key: int
    superior: Promised
    cells: tuple[CascadeLine | None, ...]

    def has(self, outcome: str) -> bool:
        return any(cell is not None and cell.kind.kind == outcome for cell in self.cells)


@dataclass(frozen=True)
class CascadeAsked:
    """What the address asks for; nonsense asks for nothing."""

    of: str
    outcome: str
    local: int | None
    columns: str

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        return cls(
            of=choice_in(query.get("of"), [each.value for each in Of]),
            outcome=choice_in(query.get("outcome"), [each.value for each in OUTCOMES]),
            local=key_in(query.get("local")),
            columns=query.get("columns", ""),
        )


@dataclass(frozen=True)
class Cascade:
    """One page of columns with every promise of the superior plan; `kinds` count the cells.

    `rows` and `lines` are those that were asked for.
    """

    plan: Plan
    asked: CascadeAsked
    columns: tuple[Column, ...]
    column_page: Page[Plan]
    kinds: tuple[KindCount, ...]
    total: int
    rows: tuple[CascadeRow, ...]
    lines: tuple[CascadeLine, ...]

    @property
    def column_kinds(self) -> Iterator[ColumnKinds]:
        """Below the table: what became of the superior's promises in each plan."""
        for place, outcome in enumerate(Outcome):
            counts = tuple((column, column.kinds[place].count) for column in self.columns)
            total = sum(count for _column, count in counts)
            if total:
                yield ColumnKinds(kind_count(outcome, total), counts)


def cascade(scope: Scope, plan: Plan, asked: CascadeAsked) -> Cascade:
    """Its queries do not grow with the local plans; more than `MOST_COLUMNS` have pages."""
    linked = set(plan.local_plans.values_list("pk", flat=True))
    page = Paginator(local_plans(scope, plan, asked.local), MOST_COLUMNS).get_page(asked.columns)
    shown = list(page.object_list)
    pairs = compared_pairs(scope, plan, [each for each in shown if each.pk in linked])
    columns = [_column(each, pairs.get(each.pk)) for each in shown]
    lines = [line for each in columns for line in _lines(each, pairs.get(each.pk, ()))]
    every = _rows(lines, columns)
    counted = outcome_counts(Outcome(line.kind.kind) for line in lines)
    return Cascade(
        plan=plan,
        asked=asked,
        columns=tuple(columns),
        column_page=page,
        kinds=tuple(kind_count(outcome, counted[outcome]) for outcome in OUTCOMES),
        total=len(lines),
        rows=tuple(
            row
            for row in every
            if asked.of in ("", row.of) and (not asked.outcome or row.has(asked.outcome))
        ),
        lines=tuple(
            line
            for line in lines
            if asked.of in ("", line.of) and asked.outcome in ("", line.kind.kind)
        ),
    )


def local_plans(scope: Scope, plan: Plan, only: int | None = None) -> PlanQuerySet:
    """Those that implement the plan, and those that cite its very title and are not linked yet."""
    citing = Q(based_on__contains=[plan.title]) | Q(based_on__contains=[f"《{plan.title}》"])
    below = scope.all_plans().filter(Q(superior_plans=plan) | citing).exclude(pk=plan.pk)
    if only is not None:
        below = below.filter(pk=only)
    ordered = below.distinct().select_related("issuer__scope").defer("source_text")
    return ordered.order_by("issuer__protocol_order", "issuer__name", "title", "pk")


def pair_lines(below: Plan, compared: Sequence[Compared]) -> Iterator[CascadeLine]:
    """Of one linked plan, without what only it promises."""
    return _lines(_column(below, compared), compared)


def _column(plan: Plan, compared: Sequence[Compared] | None) -> Column:
    counted = outcome_counts(each.outcome for each in compared or ())
    return Column(
        pk=plan.pk,
        title=plan.title,
        issuer=plan.issuer.name,
        linked=compared is not None,
        kinds=tuple(kind_count(outcome, counted[outcome]) for outcome in Outcome),
    )


def _lines(column: Column, compared: Iterable[Compared]) -> Iterator[CascadeLine]:
    for each in compared:
        row, superior = each.row, promised_by(each.row, each.row.superior)
        if superior is None or row.superior is None:
            continue
        yield CascadeLine(
            of=row.of.value,
            key=int(row.superior.id),
            column=column,
            compared=each,
            superior=superior,
            ours=promised_by(row, row.ours),
            kind=kind_count(each.outcome, 0),
            difference=differences.difference(row),
            notes=tuple(differences.notes(row, each.outcome)),
            guess=row.guess,
        )


def _rows(lines: Iterable[CascadeLine], columns: Sequence[Column]) -> list[CascadeRow]:
    """In the order of the superior plan, in which every column has them."""
    cells: dict[tuple[str, int], dict[int, CascadeLine]] = defaultdict(dict)
    for line in lines:
        cells[line.of, line.key][line.column.pk] = line
    return [
        CascadeRow(
            of=of,
            key=key,
            superior=next(iter(found.values())).superior,
            cells=tuple(found.get(column.pk) for column in columns),
        )
        for (of, key), found in cells.items()
    ]
