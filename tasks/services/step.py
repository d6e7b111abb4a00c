"""One step of a task while it is being taken: the locked task, who acts, what they hand over."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.core.files.base import File
from django.utils import timezone

from tasks.access import visible_tasks
from tasks.models import Assignment, AssignmentQuerySet, AssignmentRole, Completion, Task
from tasks.rules import Actor, TaskVerb, who_may
from tasks.services.adding import NewTask, Part
from units.models import User


@dataclass(frozen=True)
class Papers:
    """What somebody hands over with a step; each step needs some of it."""

    reason: str = ""
    # Number or title of the document that decided it.
    document: str = ""
    done_on: date | None = None
    due_on: date | None = None
    verification: str = ""
    files: tuple[File, ...] = ()
    parts: tuple[Part, ...] = ()
    shares: tuple[NewTask, ...] = ()
    other_task_id: int | None = None
    # For the job: what was handed out before this day has waited long enough.
    waited_before: date | None = None


@dataclass
class Step:
    """`task` is locked. Steps change its fields in memory; the door saves them."""

    task: Task
    verb: TaskVerb
    by: User | None
    now: datetime
    actors: frozenset[Actor]
    papers: Papers

    @property
    def on(self) -> date:
        return timezone.localtime(self.now).date()

    @property
    def parts(self) -> AssignmentQuerySet:
        """Live ones, units and collectives."""
        return Assignment.objects.live().filter(task=self.task)

    @cached_property
    def lead_part(self) -> Assignment | None:
        """The part of the unit that speaks for the task."""
        leads = self.parts.of_units().filter(role=AssignmentRole.LEAD)
        return leads.order_by("order", "pk").first()

    @property
    def acting_unit_id(self) -> int | None:
        """The lead unit where somebody acts for it; None for the office, leaders and jobs."""
        for_unit = who_may(self.verb) <= {Actor.LEAD_REPORTER, Actor.LEAD_REVIEWER}
        return self.lead_part.unit_id if self.lead_part and for_unit else None

    @property
    def given_on(self) -> date | None:
        """When the lead unit was given the task; with the plan, where nothing else is known."""
        given_at = (self.lead_part and self.lead_part.given_at) or self.task.plan.published_at
        return timezone.localtime(given_at).date() if given_at else None

    @cached_property
    def other_task(self) -> Task | None:
        """The open task that this one is merged into."""
        if self.by is None or self.papers.other_task_id is None:
            return None
        others = visible_tasks(self.by).open().exclude(pk=self.task.pk)
        return others.filter(pk=self.papers.other_task_id).first()

    @cached_property
    def completion(self) -> Completion | None:
        """The request that waits for a decision."""
        return self.task.completions.filter(decided_at=None).first()

    @property
    def done_on(self) -> date | None:
        """When the work was finished: as the decider says, or else as the unit said."""
        return self.papers.done_on or (self.completion.done_on if self.completion else None)
