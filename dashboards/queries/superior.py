"""A plan or a draft beside the superior plan that it implements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.keys import key_in
from dashboards import differences
from dashboards.rules import choice_in
from indicators.wording import promised
from intake import rules
from intake.models import Draft
from intake.queries.superior import (
    Cited,
    cited_by_draft,
    cited_by_plan,
    side_of_draft,
    side_of_plan,
)
from intake.superior.aligning import Of, Row, Side, align, counts
from intake.superior.comparing import Aim, Kind
from plans.access import visible_plans
from plans.models import Plan
from units.models import Unit, UnitLevel, User

# Highest first.
LEVELS = list(UnitLevel)
# What a list to choose from can hold; a plan that is older and not similar either is hardly meant.
MOST_CHOICES = 200


@dataclass(frozen=True)
class KindCount:
    """How many rows are of a kind, as word and shape."""

    kind: str
    words: str
    shape: str
    count: int


@dataclass(frozen=True)
class Promised:
    """One half of a line: what is promised, and where its words stand (`START-END`)."""

    name: str
    promise: str
    due: date | None
    clause: str
    quote: str
    mark: str


@dataclass(frozen=True)
class ComparedLine:
    """A promise of the superior and ours; `mention` marks words of ours that promise nothing."""

    kind: KindCount
    of_tasks: bool
    superior: Promised | None
    ours: Promised | None
    difference: str
    notes: tuple[str, ...]
    mention: str


@dataclass(frozen=True)
class SuperiorSheet:
    """What the document cites, the superior plan that is shown, and every row or those asked for.

    `choices` are the plans that an official may name, newest first.
    """

    cited: tuple[Cited, ...]
    choices: tuple[tuple[int, str], ...]
    above: tuple[tuple[int, str], ...]
    superior: Plan | None
    kinds: tuple[KindCount, ...]
    total: int
    kind: str
    rows: tuple[Row, ...]


def superior_of_plan(user: User, plan: Plan, query: Mapping[str, str]) -> SuperiorSheet:
    """A published plan beside one of those above it."""
    cited = cited_by_plan(plan, plans=visible_plans(user))
    return _sheet(user, cited, side_of_plan(plan), plan.issuer, query, own=plan.pk)


def superior_of_draft(user: User, draft: Draft, query: Mapping[str, str]) -> SuperiorSheet:
    """A draft, as officials left it so far, beside one of the plans that it means."""
    reading = rules.corrected(draft.reading, draft.corrections)
    cited = cited_by_draft(draft, reading, plans=visible_plans(user))
    issuer, ours = draft.document.issuer, side_of_draft(draft, reading)
    return _sheet(user, cited, ours, issuer, query, own=draft.plan_id)


def compared_line(row: Row) -> ComparedLine:
    return ComparedLine(
        kind=_kind_count(row.kind, 0),
        of_tasks=row.of is Of.TASKS,
        superior=_promised(row, row.superior),
        ours=_promised(row, row.ours),
        difference=differences.difference(row),
        notes=tuple(differences.notes(row)),
        mention="" if row.mention is None else f"{row.mention[0]}-{row.mention[1]}",
    )


def _sheet(
    user: User,
    cited: Sequence[Cited],
    ours: Side,
    issuer: Unit,
    query: Mapping[str, str],
    *,
    own: int | None,
) -> SuperiorSheet:
    above = tuple({each.plan.pk: each.plan.title for each in cited if each.plan}.items())
    asked = key_in(query.get("superior"))
    keys = [pk for pk, _title in above]
    superior = _superior(asked if asked in keys else next(iter(keys), None))
    rows = _rows(superior, ours, issuer) if superior else []
    kind = choice_in(query.get("kind"), [kind.value for kind in Kind])
    plans = visible_plans(user).exclude(pk=own or 0).newest_first().values_list("pk", "title")
    return SuperiorSheet(
        cited=tuple(cited),
        choices=tuple(plans[:MOST_CHOICES]),
        above=above,
        superior=superior,
        kinds=tuple(_kind_count(kind, count) for kind, count in counts(rows).items()),
        total=len(rows),
        kind=kind,
        rows=tuple(row for row in rows if not kind or row.kind == kind),
    )


def _rows(superior: Plan, ours: Side, issuer: Unit) -> list[Row]:
    ranks = [LEVELS.index(UnitLevel(unit.level)) for unit in (superior.issuer, issuer)]
    return align(side_of_plan(superior), ours, below=ranks[0] < ranks[1])


def _superior(pk: int | None) -> Plan | None:
    return Plan.objects.select_related("issuer__scope").filter(pk=pk).first() if pk else None


def _kind_count(kind: Kind, count: int) -> KindCount:
    words = differences.KINDS[kind]
    return KindCount(kind.value, str(words.words), words.shape, count)


def _promised(row: Row, aim: Aim | None) -> Promised | None:
    if aim is None:
        return None
    promise = ""
    if row.of is Of.TARGETS:
        promise = promised(
            value=aim.value,
            value_high=aim.value_high,
            comparator=aim.op,
            unit_of_measure=aim.unit,
            every=aim.every,
        )
    placed = aim.start is not None and aim.end is not None
    return Promised(
        name=aim.name,
        promise=promise,
        due=aim.due,
        clause=aim.clause,
        quote=aim.quote,
        mark=f"{aim.start}-{aim.end}" if placed else "",
    )
