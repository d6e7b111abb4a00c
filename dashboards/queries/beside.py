"""One promise of a superior plan and one local plan's answer, each in the words of its clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from dashboards.queries.cascade import CascadeLine, local_plans, pair_lines
from dashboards.queries.definitions import Definitions
from dashboards.queries.lines import TargetLine, TaskLine, target_lines, task_lines
from dashboards.queries.scope import Scope
from dashboards.queries.superior import Promised, compared_pairs
from dashboards.rules import Heading, Piece, Span, clause_around
from indicators.access import visible_targets
from indicators.queries import judged_targets
from intake.superior.aligning import Of
from intake.superior.comparing import Aim
from plans.models import Plan
from tasks.access import visible_tasks

# A clause may be a whole chapter; so much of it before and behind the words tells enough.
MOST_AROUND = 600


@dataclass(frozen=True)
class Half:
    """One plan's side: the promise with its lamp, and the clause with its words marked.

    `mention` says that the words promise nothing: they only occur.
    """

    plan: Plan
    promised: Promised | None
    thing: TargetLine | TaskLine | None
    definition: str
    pieces: tuple[Piece, ...]
    mark: str
    mention: bool


@dataclass(frozen=True)
class BesideSheet:
    line: CascadeLine
    superior: Half
    ours: Half


def beside_sheet(scope: Scope, plan: Plan, local: int, of: Of, key: int) -> BesideSheet:
    """Raises Http404 where the plan is not linked, or promises no such thing."""
    below = get_object_or_404(local_plans(scope, plan, local).filter(superior_plans=plan))
    lines = pair_lines(below, compared_pairs(scope, plan, [below], texts=True)[below.pk])
    line = next((each for each in lines if (each.of, each.key) == (of.value, key)), None)
    if line is None:
        raise Http404
    row = line.compared.row
    definitions = Definitions.of_plans([plan.pk, below.pk], until=scope.until)
    lamps = _lamps(scope, of, [aim for aim in (row.superior, row.ours) if aim])
    return BesideSheet(
        line=line,
        superior=_half(plan, line.superior, row.superior, definitions, lamps),
        ours=_half(below, line.ours, row.ours, definitions, lamps, mention=row.mention),
    )


def _half(
    plan: Plan,
    promised: Promised | None,
    aim: Aim | None,
    definitions: Definitions,
    lamps: dict[int, TargetLine | TaskLine],
    *,
    mention: tuple[int, int] | None = None,
) -> Half:
    span = _span(aim, mention)
    key = int(aim.id) if aim else None
    return Half(
        plan=plan,
        promised=promised,
        thing=lamps.get(key) if key else None,
        definition=definitions.words(key) if key else "",
        pieces=_words(plan, span) if span else (),
        mark=f"{span.start}-{span.end}" if span else "",
        mention=aim is None and span is not None,
    )


def _span(aim: Aim | None, mention: tuple[int, int] | None) -> Span | None:
    if aim is not None and aim.start is not None and aim.end is not None:
        return Span(aim.start, aim.end)
    return Span(*mention) if mention else None


def _words(plan: Plan, span: Span) -> tuple[Piece, ...]:
    rows = plan.clauses.order_by("position").values_list("position", "level", "start")
    headings = [Heading(*row) for row in rows]
    return clause_around(plan.source_text, headings, span, most=MOST_AROUND)


def _lamps(scope: Scope, of: Of, aims: Sequence[Aim]) -> dict[int, TargetLine | TaskLine]:
    keys = [int(aim.id) for aim in aims]
    if of is Of.TARGETS:
        targets = visible_targets(scope.user).filter(pk__in=keys)
        return {line.pk: line for line in target_lines(judged_targets(targets, on=scope.on))}
    tasks = scope.as_known(visible_tasks(scope.user).filter(pk__in=keys))
    return {line.pk: line for line in task_lines(scope, tasks)}
