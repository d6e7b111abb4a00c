"""A task goes on after a pause or into another year, begins again, or is given up."""

from core.calendar import add_months
from tasks.rules.papers import first_of_next_stage
from tasks.services.completing import settle
from tasks.services.step import Step


def suspend(step: Step) -> None:
    step.task.suspended_from = step.task.state


def resume(step: Step) -> None:
    step.task.suspended_from = ""


def give_up(step: Step) -> None:
    step.task.suspended_from = ""
    settle(step, accepted=None)


def merge(step: Step) -> None:
    """The other task moves this one's targets from now on."""
    other = step.other_task
    assert other is not None  # the table needs it
    other.targets.add(*step.task.targets.all())
    step.task.merged_into = other
    give_up(step)


def reopen(step: Step) -> None:
    step.task.completed_on = None


def roll(step: Step) -> None:
    """This year's stage is over; the next one begins without a percentage.

    Reports about the year that is over come too late to move the task.
    """
    task = step.task
    settle(step, accepted=True)
    task.completed_on = None
    task.percent, task.percent_on = None, first_of_next_stage(step.on)
    if task.due_on is not None:
        task.due_on = step.papers.due_on or add_months(task.due_on, 12)
    step.parts.update(answered_at=None, answered_by=None, answer="")
