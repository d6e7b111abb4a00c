"""A plan or a draft beside the superior plan that it implements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.keys import key_in
from dashboards import differences
from dashboards.queries.definitions import Definitions
from dashboards.queries.scope import Scope
from dashboards.rules import choice_in
from indicators.models import Target
from indicators.wording import promised
from intake import rules
from intake.models import Draft
from intake.queries.superior import (
    Cited,
    cited_by_draft,
    cited_by_plan,
    side_of,
    side_of_draft,
)
from intake.superior.aligning import Of, Row, Side, align
from intake.superior.comparing import Aim
from intake.superior.outcomes import Outcome, outcome_counts, outcome_of
from plans.models import Plan, PlanQuerySet
from tasks.access import visible_tasks
from tasks.models import Task
from units.models import Unit, UnitLevel

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


def superior_of_plan(scope: Scope, plan: Plan, query: Mapping[str, str]) -> SuperiorSheet:
    """A published plan beside one of those above it, by what both promised on the day.

    Which plans stand above it is what is decided today; those published later are left out.
    """
    plans = scope.all_plans()
    cited = cited_by_plan(plan, plans=plans)
    superior = _superior(cited, query)
    rows: Sequence[Compared] = ()
    if superior is not None:
        rows = compared_pairs(scope, superior, [plan], texts=True)[plan.pk]
    return _sheet(cited, superior, rows, query, choices=plans.exclude(pk=plan.pk))


def superior_of_draft(scope: Scope, draft: Draft, query: Mapping[str, str]) -> SuperiorSheet:
    """A draft, as officials left it so far, beside one of the plans that it means."""
    reading = rules.corrected(draft.reading, draft.corrections)
    plans = scope.all_plans()
    cited = cited_by_draft(draft, reading, plans=plans)
    superior = _superior(cited, query)
    rows: Sequence[Compared] = ()
    if superior is not None:
        above = _sides(scope, [superior], texts=True)[superior.pk]
        below = is_below(draft.document.issuer, superior.issuer)
        aligned = align(above, side_of_draft(draft, reading), below=below)
        rows = [Compared(row, outcome_of(row)) for row in aligned]
    return _sheet(cited, superior, rows, query, choices=plans)


def compared_pairs(
    scope: Scope, plan: Plan, below: Sequence[Plan], *, texts: bool = False
) -> dict[int, tuple[Compared, ...]]:
    """By local plan what became of each promise of the superior, and what only it promises.

    Four queries, however many plans there are; with `texts` it is told where the words of what
    is left out stand nevertheless.
    """
    sides = _sides(scope, [plan, *below], texts=texts)
    definitions = Definitions.of_plans([plan.pk, *(each.pk for each in below)], until=scope.until)
    found = {}
    for each in below:
        rows = align(sides[plan.pk], sides[each.pk], below=is_below(each.issuer, plan.issuer))
        found[each.pk] = tuple(
            Compared(row, outcome_of(row, redefined=definitions.differ(row))) for row in rows
        )
    return found


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
    cited: Sequence[Cited],
    superior: Plan | None,
    rows: Sequence[Compared],
    query: Mapping[str, str],
    *,
    choices: PlanQuerySet,
) -> SuperiorSheet:
    kind = choice_in(query.get("kind"), [outcome.value for outcome in Outcome])
    plans = choices.newest_first().values_list("pk", "title")
    return SuperiorSheet(
        cited=tuple(cited),
        choices=tuple(plans[:MOST_CHOICES]),
        above=tuple(_above(cited).items()),
        superior=superior,
        kinds=tuple(
            kind_count(outcome, count)
            for outcome, count in outcome_counts(each.outcome for each in rows).items()
        ),
        total=len(rows),
        kind=kind,
        rows=tuple(each for each in rows if kind in ("", each.outcome)),
    )


def _sides(scope: Scope, plans: Sequence[Plan], *, texts: bool) -> dict[int, Side]:
    """What each plan promised on the day; two queries."""
    keys = [plan.pk for plan in plans]
    targets = scope.as_promised(scope.all_targets()).filter(plan__in=keys).in_document_order()
    tasks = scope.as_known(visible_tasks(scope.user).filter(plan__in=keys)).in_document_order()
    by_plan: dict[int, tuple[list[Target], list[Task]]] = defaultdict(lambda: ([], []))
    for target in targets.select_related("indicator", "clause").defer("clause__text"):
        known = vars(target)
        target.value, target.value_high = known["known_value"], known["known_value_high"]
        target.due_on = known["known_due_on"]
        by_plan[target.plan_id][0].append(target)
    for task in tasks.select_related("clause").defer("clause__text"):
        task.due_on = vars(task)["known_due_on"]
        by_plan[task.plan_id][1].append(task)
    return {
        plan.pk: side_of(plan, *by_plan[plan.pk], text=plan.source_text if texts else "")
        for plan in plans
    }


def is_below(issuer: Unit, superior: Unit) -> bool:
    """Whether a plan's issuer is of a lower level, so that its plan may carry a share."""
    return LEVELS.index(UnitLevel(superior.level)) < LEVELS.index(UnitLevel(issuer.level))


def _above(cited: Sequence[Cited]) -> dict[int, str]:
    """Key and title of the plans that are meant."""
    return {each.plan.pk: each.plan.title for each in cited if each.plan}


def _superior(cited: Sequence[Cited], query: Mapping[str, str]) -> Plan | None:
    """The plan that the address asks for, or else the first of those that are meant."""
    above, asked = _above(cited), key_in(query.get("superior"))
    pk = asked if asked in above else next(iter(above), None)
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
