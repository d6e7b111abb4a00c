"""The life of a task: what may follow what, who may do it and what it takes. Plain Python.

The table is the published workflow of supervision offices (立项 to 销号). What is not in it is
refused. Whether a task is overdue or due soon is derived and never a state.
"""

from enum import StrEnum
from typing import NamedTuple


class TaskState(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"
    REGISTERED = "registered"
    DISPATCHED = "dispatched"
    REFUSED = "refused"
    IN_PROGRESS = "in_progress"
    COMPLETION_REQUESTED = "completion_requested"
    RETURNED = "returned"
    COMPLETED = "completed"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


class TaskVerb(StrEnum):
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    REGISTER = "register"
    DISPATCH = "dispatch"
    RECEIVE = "receive"
    DEEM_RECEIVED = "deem_received"
    REFUSE = "refuse"
    REASSIGN = "reassign"
    REQUEST_COMPLETION = "request_completion"
    WITHDRAW_REQUEST = "withdraw_request"
    RETURN = "return"
    COMPLETE = "complete"
    CLOSE = "close"
    REOPEN = "reopen"
    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    ARCHIVE = "archive"


class Actor(StrEnum):
    """Who does it: a role of the supervision office, of the lead unit, or a job."""

    INSPECTOR = "inspector"
    OFFICE_HEAD = "office_head"
    LEADER = "leader"
    LEAD_REPORTER = "lead_reporter"
    LEAD_REVIEWER = "lead_reviewer"
    JOB = "job"


class Need(StrEnum):
    """What must be there before the step is taken."""

    PARTS = "parts"
    REASON = "reason"
    DOCUMENT = "document"
    DONE_ON = "done_on"
    MILESTONES_DONE = "milestones_done"
    ASSISTS_ANSWERED = "assists_answered"
    CHILDREN_DONE = "children_done"
    EVIDENCE = "evidence"
    VERIFICATION = "verification"
    FIRST_REFUSAL = "first_refusal"


class Transition(NamedTuple):
    to: TaskState
    who: frozenset[Actor]
    needs: frozenset[Need] = frozenset()
