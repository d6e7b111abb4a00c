"""What a stand-in must be like before anybody is asked. Plain Python."""

from datetime import date
from enum import StrEnum

# Whoever is away for longer has left the post: hand it over instead.
LONGEST = 366


class Fault(StrEnum):
    SAME_PERSON = "same_person"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    STARTS_IN_THE_PAST = "starts_in_the_past"
    TOO_LONG = "too_long"
    NO_REASON = "no_reason"
    OWN_HAND = "own_hand"


def fault_of(
    *,
    principal: int,
    deputy: int,
    giver: int,
    starts_on: date,
    ends_on: date,
    reason: str,
    today: date,
) -> Fault | None:
    """The first thing that is wrong; None for a stand-in that may be given."""
    wrong = {
        Fault.SAME_PERSON: principal == deputy,
        # Nobody gives rights to themselves, not even somebody else's.
        Fault.OWN_HAND: deputy == giver,
        Fault.ENDS_BEFORE_IT_STARTS: ends_on < starts_on,
        Fault.STARTS_IN_THE_PAST: starts_on < today,
        Fault.TOO_LONG: (ends_on - starts_on).days >= LONGEST,
        Fault.NO_REASON: not reason.strip(),
    }
    return next((fault for fault, found in wrong.items() if found), None)
