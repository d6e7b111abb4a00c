"""What a sheet is about, how far it comes, and what becomes of each of its lines."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What the lines of a sheet are about."""

    REPORTS = "reports"
    CITY = "city"
    MEASUREMENTS = "measurements"
    UNITS = "units"
    PEOPLE = "people"


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    # Somebody changed the same thing since the workbook was downloaded.
    CONFLICT = "conflict"
    REFUSED = "refused"


class Level(StrEnum):
    """How much a trouble of a line matters."""

    # The line is refused.
    ERROR = "error"
    # It may be saved as a draft and not be sent.
    GAP = "gap"
    # It was understood; somebody should look.
    NOTE = "note"


class Stage(StrEnum):
    READING = "reading"
    # Waits for a person to say what its columns are.
    ASKING = "asking"
    REFUSED = "refused"
    # Waits for a person to confirm it.
    CHECKED = "checked"
    SAVING = "saving"
    SAVED = "saved"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class Verb(StrEnum):
    ASK = "ask"
    ANSWER = "answer"
    REFUSE = "refuse"
    CHECK = "check"
    READ_AGAIN = "read_again"
    CONFIRM = "confirm"
    SAVE = "save"
    # Somebody changed or closed one of the things before the lines were saved.
    OVERTAKE = "overtake"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"


class Actor(StrEnum):
    JOB = "job"
    UPLOADER = "uploader"


class Need(StrEnum):
    # Nothing that it wrote has been looked at.
    UNSEEN = "unseen"
    # No line waits for a decision, and there is something to save.
    DECIDED = "decided"
    # The columns say what each line is about.
    UNDERSTOOD = "understood"


class Transition(NamedTuple):
    to: Stage
    who: frozenset[Actor]
    needs: frozenset[Need] = frozenset()


_JOB = frozenset({Actor.JOB})
_PERSON = frozenset({Actor.UPLOADER})
_UNDERSTOOD = frozenset({Need.UNDERSTOOD})

S, V = Stage, Verb

TRANSITIONS: dict[tuple[Stage, Verb], Transition] = {
    (S.READING, V.ASK): Transition(S.ASKING, _JOB),
    (S.READING, V.REFUSE): Transition(S.REFUSED, _JOB),
    (S.READING, V.CHECK): Transition(S.CHECKED, _JOB),
    (S.READING, V.CANCEL): Transition(S.CANCELLED, _PERSON),
    # A worker that died three times leaves the sheet here; a person may let it be read again.
    (S.READING, V.READ_AGAIN): Transition(S.READING, _PERSON),
    (S.ASKING, V.ANSWER): Transition(S.READING, _PERSON, _UNDERSTOOD),
    (S.ASKING, V.CANCEL): Transition(S.CANCELLED, _PERSON),
    (S.REFUSED, V.READ_AGAIN): Transition(S.READING, _PERSON),
    (S.CHECKED, V.READ_AGAIN): Transition(S.READING, _PERSON),
    # The columns were understood wrongly after all.
    (S.CHECKED, V.ANSWER): Transition(S.READING, _PERSON, _UNDERSTOOD),
    (S.CHECKED, V.CONFIRM): Transition(S.SAVING, _PERSON, frozenset({Need.DECIDED})),
    (S.CHECKED, V.CANCEL): Transition(S.CANCELLED, _PERSON),
    (S.SAVING, V.SAVE): Transition(S.SAVED, _JOB),
    # Read anew, so that every line is compared with what stands now.
    (S.SAVING, V.OVERTAKE): Transition(S.READING, _JOB),
    (S.SAVING, V.CANCEL): Transition(S.CHECKED, _PERSON),
    (S.SAVED, V.WITHDRAW): Transition(S.WITHDRAWN, _PERSON, frozenset({Need.UNSEEN})),
    (S.WITHDRAWN, V.READ_AGAIN): Transition(S.READING, _PERSON),
    (S.CANCELLED, V.READ_AGAIN): Transition(S.READING, _PERSON),
}


def after(stage: Stage, verb: Verb) -> Stage | None:
    """Where `verb` leads, or None where it is not allowed."""
    transition = TRANSITIONS.get((stage, verb))
    return transition.to if transition else None
