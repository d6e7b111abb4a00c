"""A task is done: the lead unit asks, the office decides, somebody verifies and strikes it off."""

from core.attachments import attachment_fields
from tasks.models import Completion, Proof
from tasks.services.step import Step


def ask_for_completion(step: Step) -> None:
    papers = step.papers
    assert papers.done_on is not None  # the table needs it
    assert step.by is not None
    completion = Completion.objects.create(
        task=step.task,
        statement=papers.reason.strip(),
        done_on=papers.done_on,
        asked_by=step.by,
        asked_at=step.now,
    )
    for file in papers.files:
        kept = attachment_fields(file, by=step.by, now=step.now)
        Proof.objects.create(completion=completion, **kept)


def withdraw_completion(step: Step) -> None:
    """Whoever asked no longer does, or the task was given up meanwhile."""
    settle(step, accepted=None)


def accept_completion(step: Step) -> None:
    """The day of the real completion counts, not the day of the decision; both are kept."""
    step.task.completed_on = step.done_on
    settle(step, accepted=True)


def return_completion(step: Step) -> None:
    step.task.completed_on = None
    settle(step, accepted=False)


def strike_off(step: Step) -> None:
    accepted = step.task.completions.filter(accepted=True).order_by("-decided_at", "-pk").first()
    if accepted is None:
        return
    accepted.verification = step.papers.verification.strip()
    accepted.verified_by, accepted.verified_at = step.by, step.now
    accepted.save(update_fields=["verification", "verified_by", "verified_at"])


def settle(step: Step, *, accepted: bool | None) -> None:
    """Decide the request that waits, if one does; None means that it is withdrawn."""
    completion = step.completion
    if completion is None:
        return
    completion.accepted, completion.reason = accepted, step.papers.reason.strip()
    completion.decided_by, completion.decided_at = step.by, step.now
    completion.save(update_fields=["accepted", "reason", "decided_by", "decided_at"])
