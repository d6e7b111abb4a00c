"""Requests for a later due date: what a person must decide, and what became of each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from core.calendar import end_of
from tasks import access
from tasks.models import (
    Assignment,
    AssignmentRole,
    Extension,
    ExtensionQuerySet,
    ExtensionState,
    ExtensionStep,
    Task,
)
from tasks.rules import REPORTING_STATES, Actor
from tasks.rules import extensions as rules
from tasks.rules.extensions import ExtensionVerb
from tasks.wording.extensions import did
from units.models import User
from units.rules import Role

# What the list shows: `waiting` for the person, all that is open, all that was decided.
LISTS = ("waiting", "open", "decided")


@dataclass(frozen=True)
class ExtensionSheet:
    """A request with its chain, and what the person may do with it now.

    `earlier` are the granted ones before it: a second extension is for a leader.
    """

    extension: Extension
    steps: tuple[ExtensionStep, ...]
    earlier: int
    verbs: tuple[ExtensionVerb, ...]

    @property
    def history(self) -> list[tuple[ExtensionStep, str]]:
        return [(step, did(step.verb)) for step in self.steps]


@dataclass(frozen=True)
class ExtensionBox:
    """What a task's page says of later dates, as known on a day; `waiting` has no decision yet.

    `may_ask` says that the person can ask for one now.
    """

    task: Task
    waiting: Extension | None
    decided: tuple[Extension, ...]
    may_ask: bool


def known_extensions(user: User) -> ExtensionQuerySet:
    """Those that the person may know of, with all that a line of a list reads."""
    found = access.visible_extensions(user)
    first = _first_leads().values("unit__name")
    found = found.annotate(lead_unit=Subquery(first[:1]))
    return found.select_related("task__plan", "asked_by").defer("task__plan__source_text")


def waiting_for(user: User) -> ExtensionQuerySet:
    """What this person must sign, check or decide, what is due first on top.

    Whoever took a step already waits for somebody else.
    """
    wanted = Q(pk=None)
    if units := user.unit_ids({Role.REVIEWER, Role.HEAD}):
        lead = _first_leads().values("unit")
        mine = Extension.objects.annotate(lead=Subquery(lead[:1])).filter(lead__in=units)
        wanted |= Q(state=ExtensionState.REQUESTED, pk__in=mine.values("pk"))
    if Role.INSPECTOR in user.roles:
        wanted |= Q(state=ExtensionState.SIGNED)
    before = Extension.objects.granted().filter(task=OuterRef("task"))
    if Role.OFFICE_HEAD in user.roles:
        wanted |= Q(~Exists(before), state=ExtensionState.CHECKED)
    if Role.LEADER in user.roles:
        wanted |= Q(Exists(before), state=ExtensionState.CHECKED)
    done = ExtensionStep.objects.filter(extension=OuterRef("pk"), by=user)
    found = known_extensions(user).filter(wanted).filter(~Exists(done))
    return found.order_by("old_due_on", "pk")


def listed(user: User, query: QueryDict) -> ExtensionQuerySet:
    match which(query):
        case "open":
            return known_extensions(user).waiting().order_by("old_due_on", "pk")
        case "decided":
            decided = known_extensions(user).exclude(decided_at=None)
            return decided.order_by("-decided_at", "-pk")
        case _:
            return waiting_for(user)


def which(query: QueryDict) -> str:
    """The list that an address asks for; nonsense is what waits for the person."""
    asked = query.get("list", "")
    return asked if asked in LISTS else "waiting"


def extension_sheet(user: User, extension: Extension) -> ExtensionSheet:
    steps = tuple(extension.steps.select_related("by").order_by("pk"))
    earlier = Extension.objects.granted().filter(task=extension.task_id, pk__lt=extension.pk)
    count = earlier.count()
    verbs = _verbs(user, extension, second=count > 0)
    if any(step.by_id == user.pk for step in steps):
        verbs = tuple(verb for verb in verbs if not _needs_another(extension, verb))
    return ExtensionSheet(extension, steps, count, verbs)


def extension_box(user: User, task: Task, *, on: date) -> ExtensionBox:
    """Four queries; what came after that day is not known."""
    end = end_of(on)
    rows = list(task.extensions.filter(asked_at__lt=end).select_related("asked_by").order_by("pk"))
    decided = tuple(row for row in rows if row.decided_at is not None and row.decided_at < end)
    waiting = next((row for row in rows if row not in decided), None)
    in_time = task.due_on is not None and on <= task.due_on and task.state in REPORTING_STATES
    asks = in_time and waiting is None and Actor.LEAD_REPORTER in access.actors_of(user, task.pk)
    return ExtensionBox(task, waiting, decided, asks)


def _verbs(user: User, extension: Extension, *, second: bool) -> tuple[ExtensionVerb, ...]:
    actors = access.actors_of(user, extension.task_id)
    state = rules.ExtensionState(extension.state)
    steps = {verb: rules.after(state, verb) for verb in ExtensionVerb}
    return tuple(
        verb
        for verb, step in steps.items()
        if step is not None and not step.who.isdisjoint(_allowed(actors, step, second=second))
    )


def _allowed(actors: frozenset[Actor], step: rules.Transition, *, second: bool) -> frozenset[Actor]:
    if second and rules.ExtensionNeed.LEADER_IF_SECOND in step.needs:
        return actors & {Actor.LEADER}
    return actors


def _needs_another(extension: Extension, verb: ExtensionVerb) -> bool:
    step = rules.after(rules.ExtensionState(extension.state), verb)
    return step is not None and rules.ExtensionNeed.ANOTHER_PERSON in step.needs


def _first_leads() -> QuerySet[Assignment]:
    """The unit that speaks for a request's task."""
    leads = Assignment.objects.live().of_units()
    leads = leads.filter(task=OuterRef("task"), role=AssignmentRole.LEAD)
    return leads.order_by("order", "pk")
