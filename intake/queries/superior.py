"""Which superior plans a document means, and drafts and plans as they are compared with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.models import Target
from intake import rules
from intake.models import Draft
from intake.reader.promises import Promise, merge
from intake.rules import Entry, Json
from intake.superior import titles
from intake.superior.aligning import Side
from intake.superior.comparing import Aim
from intake.superior.names import place_words
from intake.superior.titles import Known, Match
from plans.models import Plan, PlanQuerySet
from tasks.models import Task
from units.models import Unit

# What the table of choices can hold of a title.
LONGEST = 300


@dataclass(frozen=True)
class Cited:
    """A title that the document cites. `plan` is what it means, `proposals` what it may mean.

    `decided` says that an official chose; then no plan means that the portal has it not.
    """

    title: str
    plan: Known | None
    decided: bool
    proposals: tuple[Match, ...]


def cited_by_draft(draft: Draft, reading: Json, *, plans: PlanQuerySet) -> list[Cited]:
    """Two queries: what officials chose, and the plans that may be meant."""
    chosen = dict(draft.superior_choices.values_list("cited", "plan"))
    known = _known(plans)
    found = _matches(
        reading["based_on"], reading["text"], known, issued_on=rules.day(reading["issued_on"])
    )
    settled = titles.settled([*found], found, chosen)
    by_pk = {plan.pk: plan for plan in known}
    return [
        Cited(title, by_pk.get(settled.get(title, 0)), title in chosen, tuple(matches))
        for title, matches in found.items()
    ]


def cited_by_plan(plan: Plan, *, plans: PlanQuerySet) -> list[Cited]:
    """The same for a published plan, whose superior plans are linked; two queries."""
    known = _known(plans.exclude(pk=plan.pk))
    linked = set(plan.superior_plans.values_list("pk", flat=True))
    by_pk = {each.pk: each for each in known if each.pk in linked}
    cited = []
    for title, matches in _matches(
        plan.based_on, plan.source_text, known, issued_on=plan.issued_on
    ).items():
        meant = next((match.plan for match in matches if match.plan.pk in by_pk), None)
        cited.append(Cited(title, meant, meant is not None, tuple(matches)))
    named = {each.plan.pk for each in cited if each.plan}
    # Linked by an official although the document names them otherwise.
    return cited + [
        Cited(each.title, each, True, ()) for pk, each in by_pk.items() if pk not in named
    ]


def superior_ids(draft: Draft, reading: Json, *, plans: PlanQuerySet) -> tuple[int, ...]:
    """The plans above the one that this draft becomes."""
    cited = cited_by_draft(draft, reading, plans=plans)
    return tuple(dict.fromkeys(each.plan.pk for each in cited if each.plan))


def _known(plans: PlanQuerySet) -> list[Known]:
    rows = plans.values_list("pk", "title", "doc_number", "issued_on")
    return [Known(*row) for row in rows.order_by("pk")]


def _matches(
    cited: Sequence[str], text: str, known: list[Known], *, issued_on: date | None
) -> dict[str, list[Match]]:
    return {
        rules.clipped(title, LONGEST): titles.matches(
            title, known, number=titles.number_behind(text, title), issued_on=issued_on
        )
        for title in cited
    }


# --- Two sides ------------------------------------------------------------------------------------


def side_of_plan(plan: Plan) -> Side:
    """Two queries: its targets and its tasks."""
    targets = plan.targets.select_related("indicator", "clause").in_document_order()
    tasks = plan.tasks.select_related("clause").in_document_order()
    return side_of(
        plan, targets.defer("clause__text"), tasks.defer("clause__text"), text=plan.source_text
    )


def side_of(
    plan: Plan, targets: Iterable[Target], tasks: Iterable[Task], *, text: str = ""
) -> Side:
    """Of what somebody has loaded; with `text` it is told where missing words occur in it."""
    return Side(
        targets=[_aim_of_target(target) for target in targets],
        tasks=[_aim_of_task(task) for task in tasks],
        places=_places(plan.issuer, plan.issuer_as_written),
        text=text,
    )


def side_of_draft(draft: Draft, reading: Json) -> Side:
    """What the draft would promise if it were published now; no query."""
    clauses = {clause["id"]: _clause_words(clause) for clause in reading["clauses"]}
    # What blocks publishing says so on the checking page; here it is left out.
    broken = {fault.item for fault in rules.faults(reading) if fault.blocks}
    sound = [target for target in reading["targets"] if target["id"] not in broken]
    promises = merge(rules.entries(reading | {"targets": sound}))
    return Side(
        targets=[_aim_of_promise(each, clauses) for each in promises],
        tasks=[_aim_of_item(task, clauses) for task in reading["tasks"]],
        places=_places(draft.document.issuer, reading["issuer"] or ""),
        text=reading["text"],
    )


def _aim_of_target(target: Target) -> Aim:
    return Aim(
        id=str(target.pk),
        name=target.indicator.name,
        due=target.due_on,
        value=target.value,
        value_high=target.value_high,
        unit=target.indicator.unit_of_measure,
        op=target.comparator,
        every=target.every,
        quote=target.quote,
        start=target.quote_start,
        end=target.quote_end,
        clause=str(target.clause or ""),
    )


def _aim_of_task(task: Task) -> Aim:
    return Aim(
        id=str(task.pk),
        name=task.title,
        due=task.due_on,
        quote=task.quote,
        start=task.quote_start,
        end=task.quote_end,
        clause=str(task.clause or ""),
    )


def _aim_of_promise(promise: Promise, clauses: Mapping[str, str]) -> Aim:
    main = promise.main
    assert isinstance(main, Entry)
    return Aim(
        id=main.id,
        name=main.indicator,
        due=promise.due,
        value=main.value,
        value_high=main.value_high,
        unit=main.unit or "",
        op=main.op,
        every=promise.every or "",
        quote=main.quote,
        start=main.start,
        end=main.end,
        clause=clauses.get(main.clause or "", ""),
    )


def _aim_of_item(task: Json, clauses: Mapping[str, str]) -> Aim:
    return Aim(
        id=task["id"],
        name=task["title"] or "",
        due=rules.day(task["due"]),
        quote=task["quote"],
        start=task["start"],
        end=task["end"],
        clause=clauses.get(task["clause"] or "", ""),
    )


def _clause_words(clause: Json) -> str:
    return f"{clause['number'] or ''} {clause['heading']}".strip()


def _places(issuer: Unit, as_written: str) -> tuple[str, ...]:
    scope = issuer.scope.name if issuer.scope else ""
    return place_words(issuer.name, scope, as_written)
