"""Whether what a step needs is there. Each need has one check and names what is missing."""

from collections.abc import Callable, Collection, Iterable

from tasks import rules
from tasks.models import AssignmentQuerySet, AssignmentRole, Task, TaskQuerySet
from tasks.rules import Actor, Need, TaskVerb, papers
from tasks.services.step import Step
from tasks.wording import moves as wording


def met_needs(step: Step, wanted: Collection[Need]) -> frozenset[Need]:
    return frozenset(need for need in wanted if _CHECKS[need](step))


def told_missing(step: Step, missing: Iterable[Need]) -> str:
    """A sentence for each."""
    return "\n".join(wording.missing(need, names=_names(step, need)) for need in missing)


def _has_lead(step: Step) -> bool:
    return step.parts.filter(role=AssignmentRole.LEAD).exists()


def _has_new_parts(step: Step) -> bool:
    given = {(part.unit, part.group, str(part.role)) for part in step.papers.parts}
    leads = any(role == AssignmentRole.LEAD for _unit, _group, role in given)
    now = step.parts.as_document().select_related("unit", "group")
    return leads and given != {(part.unit, part.group, part.role) for part in now}


def _has_shares(step: Step) -> bool:
    shares = step.papers.shares
    return 0 < len(shares) <= papers.MOST_SHARES and all(share.title.strip() for share in shares)


def _has_new_due(step: Step) -> bool:
    return papers.is_sound_due_day(step.papers.due_on, before=step.task.due_on, on=step.on)


def _milestones_are_settled(step: Step) -> bool:
    return not step.task.milestones.unsettled().exists()


def _is_first_refusal(step: Step) -> bool:
    return not step.task.moves.filter(verb=TaskVerb.REFUSE).exists()


def _has_waited(step: Step) -> bool:
    given_on, before = step.given_on, step.papers.waited_before
    return given_on is not None and before is not None and given_on < before


def _silent(step: Step) -> AssignmentQuerySet:
    return step.parts.of_units().filter(role=AssignmentRole.ASSIST, answered_at=None)


def _open_parts(step: Step) -> TaskQuerySet:
    return Task.objects.filter(parent=step.task).exclude(state__in=rules.ENDED_STATES)


_CHECKS: dict[Need, Callable[[Step], bool]] = {
    Need.PARTS: _has_lead,
    Need.NEW_PARTS: _has_new_parts,
    Need.SHARES: _has_shares,
    Need.REASON: lambda step: bool(step.papers.reason.strip()),
    Need.DOCUMENT: lambda step: bool(step.papers.document.strip()),
    Need.NEW_DUE: _has_new_due,
    Need.DONE_ON: lambda step: papers.is_sound_done_day(step.done_on, on=step.on),
    Need.MILESTONES_DONE: _milestones_are_settled,
    Need.ASSISTS_ANSWERED: lambda step: not _silent(step).exists(),
    Need.CHILDREN_DONE: lambda step: not _open_parts(step).exists(),
    Need.PARENT_OPEN: lambda step: (
        step.task.parent is None or step.task.parent.state not in rules.ENDED_STATES
    ),
    Need.EVIDENCE: lambda step: bool(step.papers.files),
    Need.VERIFICATION: lambda step: bool(step.papers.verification.strip()),
    Need.FIRST_REFUSAL: _is_first_refusal,
    Need.WAITED: _has_waited,
    Need.LEADER_IF_KEY: lambda step: not step.task.is_key or Actor.LEADER in step.actors,
    Need.ROLLING: lambda step: step.task.is_rolling,
    Need.OTHER_TASK: lambda step: step.other_task is not None,
}


def _names(step: Step, need: Need) -> Iterable[object]:
    """Who or what is meant, where the sentence names them."""
    if need is Need.ASSISTS_ANSWERED:
        return [part.as_written for part in _silent(step).order_by("order", "pk")]
    if need is Need.CHILDREN_DONE:
        return list(_open_parts(step).in_document_order())
    return ()
