"""What people are told about, and for whom each thing waits. Plain Python."""

from enum import StrEnum

from units.rules import Role


class Matter(StrEnum):
    """A kind of thing that waits for somebody; `notices.queries.waiting` finds the things."""

    # Due soon, then late.
    REPORT = "report"
    # Sent back to its unit and not sent again.
    RETURN = "return"
    # Sent, and waits for the unit's reviewer, or for the lead unit of the task.
    REVIEW = "review"
    # Waits for the supervision office.
    OFFICE_REVIEW = "office_review"
    RECEIPT = "receipt"
    EXTENSION = "extension"
    AMENDMENT = "amendment"
    REFUSAL = "refusal"
    COORDINATION = "coordination"
    MILESTONE = "milestone"
    TASK = "task"
    # A target that has been off its pace for so many periods in a row.
    PACE = "pace"
    # Completion asked for, or approved and not yet verified.
    COMPLETION = "completion"
    # A unit that owes reports and has nobody to write them.
    VACANCY = "vacancy"
    # A supervision slip: sent and not received, then to be answered by its day.
    SLIP_RECEIPT = "slip_receipt"
    SLIP = "slip"
    # A slip that waits for the office: to be approved, to be sent, or its answer to be judged.
    SLIP_OFFICE = "slip_office"
    # A leader's instruction: feedback by its day, from the office.
    INSTRUCTION = "instruction"


# Those with a day on which they are due; of the others the clock runs from when they began.
WITH_DEADLINE = frozenset(
    {
        Matter.REPORT,
        Matter.RETURN,
        Matter.COORDINATION,
        Matter.MILESTONE,
        Matter.TASK,
        Matter.SLIP,
        Matter.INSTRUCTION,
    }
)
# Those that wait for somebody above the units: the clock runs upward too.
UPWARD = frozenset(
    {
        Matter.OFFICE_REVIEW,
        Matter.AMENDMENT,
        Matter.REFUSAL,
        Matter.COMPLETION,
        Matter.VACANCY,
        Matter.SLIP_OFFICE,
    }
)
# Those that leaders are told nothing of: one leader's instruction is none of the others' business.
FOR_NO_LEADER = frozenset({Matter.INSTRUCTION})

# From the desk upward. Where nobody holds the role that must act, the next one up is told instead.
CHAIN = (Role.REPORTER, Role.REVIEWER, Role.HEAD, Role.INSPECTOR, Role.OFFICE_HEAD)


class Party(StrEnum):
    """To whom a step is told: whoever must act now, or a role above."""

    HOLDER = "holder"
    REVIEWER = Role.REVIEWER.value
    HEAD = Role.HEAD.value
    INSPECTOR = Role.INSPECTOR.value
    OFFICE_HEAD = Role.OFFICE_HEAD.value
    LEADER = Role.LEADER.value


class Channel(StrEnum):
    """Beside the inbox, which is told everything."""

    EMAIL = "email"
    GROUP = "group"


class Trouble(StrEnum):
    """Why a message did not arrive; may be followed by a colon and what the other side said."""

    SETTLED = "settled"
    NO_ADDRESS = "no address"
    # Its words could not be put together.
    UNWRITABLE = "unwritable"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NO_ANSWER = "no answer"
    FORBIDDEN = "forbidden"
    UNREADABLE = "unreadable"
