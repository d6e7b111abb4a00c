"""A plan or a draft beside the superior plan that it implements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.keys import key_in
from dashboards import differences
from dashboards.queries.definitions import Definitions
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
from intake.superior.aligning import Of, Row, Side, align
from intake.superior.comparing import Aim
from intake.superior.outcomes import Outcome, outcome_counts, outcome_of
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
class Compared:
    """A pair of promises, or one without the other, and what became of it."""

    row: Row
    outcome: Outcome


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
    rows: tuple[Compared, ...]


def superior_of_plan(
    user: User, plan: Plan, query: Mapping[str, str], *, now: datetime
) -> SuperiorSheet:
    """A published plan beside one of those above it."""
    cited = cited_by_plan(plan, plans=visible_plans(user))
    return _sheet(user, cited, side_of_plan(plan), plan.issuer, query, own=plan, until=now)


def superior_of_draft(
    user: User, draft: Draft, query: Mapping[str, str], *, now: datetime
) -> SuperiorSheet:
    """A draft, as officials left it so far, beside one of the plans that it means."""
    reading = rules.corrected(draft.reading, draft.corrections)
    cited = cited_by_draft(draft, reading, plans=visible_plans(user))
    issuer, ours = draft.document.issuer, side_of_draft(draft, reading)
    return _sheet(user, cited, ours, issuer, query, own=None, until=now)


def compared_line(compared: Compared) -> ComparedLine:
    row = compared.row
    return ComparedLine(
        kind=kind_count(compared.outcome, 0),
        of_tasks=row.of is Of.TASKS,
        superior=promised_by(row, row.superior),
        ours=promised_by(row, row.ours),
        difference=differences.difference(row),
        notes=tuple(differences.notes(row, compared.outcome)),
        mention="" if row.mention is None else f"{row.mention[0]}-{row.mention[1]}",
    )


def _sheet(
    user: User,
    cited: Sequence[Cited],
    ours: Side,
    issuer: Unit,
    query: Mapping[str, str],
    *,
    own: Plan | None,
    until: datetime,
) -> SuperiorSheet:
    above = tuple({each.plan.pk: each.plan.title for each in cited if each.plan}.items())
    asked = key_in(query.get("superior"))
    keys = [pk for pk, _title in above]
    superior = _superior(asked if asked in keys else next(iter(keys), None))
    rows = _rows(superior, ours, issuer, own=own, until=until) if superior else []
    kind = choice_in(query.get("kind"), [outcome.value for outcome in Outcome])
    others = visible_plans(user).exclude(pk=own.pk if own else 0)
    plans = others.newest_first().values_list("pk", "title")
    return SuperiorSheet(
        cited=tuple(cited),
        choices=tuple(plans[:MOST_CHOICES]),
        above=above,
        superior=superior,
        kinds=tuple(
            kind_count(outcome, count)
            for outcome, count in outcome_counts(each.outcome for each in rows).items()
        ),
        total=len(rows),
        kind=kind,
        rows=tuple(each for each in rows if kind in ("", each.outcome)),
    )


def _rows(
    superior: Plan, ours: Side, issuer: Unit, *, own: Plan | None, until: datetime
) -> list[Compared]:
    rows = align(side_of_plan(superior), ours, below=is_below(issuer, superior.issuer))
    if own is None:
        return [Compared(row, outcome_of(row)) for row in rows]
    definitions = Definitions.of_plans([superior.pk, own.pk], until=until)
    return [Compared(row, outcome_of(row, redefined=definitions.differ(row))) for row in rows]


def is_below(issuer: Unit, superior: Unit) -> bool:
    """Whether a plan's issuer is of a lower level, so that its plan may carry a share."""
    return LEVELS.index(UnitLevel(superior.level)) < LEVELS.index(UnitLevel(issuer.level))


def _superior(pk: int | None) -> Plan | None:
    return Plan.objects.select_related("issuer__scope").filter(pk=pk).first() if pk else None


def kind_count(outcome: Outcome, count: int) -> KindCount:
    words = differences.KINDS[outcome]
    return KindCount(outcome.value, str(words.words), words.shape, count)


def promised_by(row: Row, aim: Aim | None) -> Promised | None:
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
