"""What programs outside are told as it happens, and what becomes of those that don't listen.

Plain Python.
"""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

# So long events are kept, and so far back they can be told again.
KEPT = timedelta(days=30)
REPLAYED = timedelta(days=7)
# After so many troubles in a row nobody knocks any more before a person has looked.
PARKED_AFTER = 10
LONGEST_REST = timedelta(hours=4)


class EventKind(StrEnum):
    """Named like acts of the audit trail, which most of them are."""

    REPORT_SUBMITTED = "report.submitted"
    REPORT_APPROVED = "report.approved"
    REPORT_RETURNED = "report.returned"
    REPORT_LATE = "report.late"
    TARGET_LAMP = "target.lamp_changed"
    TASK_LAMP = "task.lamp_changed"
    SLIP_SENT = "slip.sent"
    SLIP_ANSWERED = "slip.answered"
    CIRCULAR_ISSUED = "circular.issued"


# Those that happen by themselves; the others are acts of somebody.
DERIVED = frozenset({EventKind.REPORT_LATE, EventKind.TARGET_LAMP, EventKind.TASK_LAMP})
ACTS = frozenset(EventKind) - DERIVED


def wants(kinds: Collection[str], plans: Collection[int], *, kind: str, plan: int | None) -> bool:
    """Whether who asked for these kinds, and for these plans or all, is told of such an event."""
    return kind in kinds and (not plans or plan in plans)


def rest(failures: int, *, asked: timedelta | None = None) -> timedelta:
    """How long an address is left alone after so many troubles in a row."""
    own = min(timedelta(minutes=2 ** min(failures, 8)), LONGEST_REST)
    return max(own, asked or timedelta(0))
