"""Changing what a target promises: who may do what, and which promise held on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class AmendmentState(StrEnum):
    # Not stored: what is about to be requested.
    NEW = "new"
    REQUESTED = "requested"
    APPLIED = "applied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AmendmentVerb(StrEnum):
    REQUEST = "request"
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class AmendmentActor(StrEnum):
    """What somebody is in an amendment; one person may be several of these."""

    LEAD_UNIT = "lead_unit"
    INSPECTOR = "inspector"
    OFFICE_HEAD = "office_head"
    LEADER = "leader"
    REQUESTER = "requester"


class AmendmentNeed(StrEnum):
    CHANGE = "change"
    DOCUMENT = "document"
    REASON = "reason"
    SECOND_PERSON = "second_person"


@dataclass(frozen=True)
class Transition:
    to: AmendmentState
    who: frozenset[AmendmentActor]
    needs: frozenset[AmendmentNeed] = frozenset()


_DECIDERS = frozenset({AmendmentActor.OFFICE_HEAD, AmendmentActor.LEADER})

# The unit or the office asks in writing, somebody else decides; an approval applies at once.
TRANSITIONS: dict[tuple[AmendmentState, AmendmentVerb], Transition] = {
    (AmendmentState.NEW, AmendmentVerb.REQUEST): Transition(
        AmendmentState.REQUESTED,
        frozenset({AmendmentActor.LEAD_UNIT, AmendmentActor.INSPECTOR, AmendmentActor.OFFICE_HEAD}),
        frozenset({AmendmentNeed.CHANGE, AmendmentNeed.DOCUMENT, AmendmentNeed.REASON}),
    ),
    (AmendmentState.REQUESTED, AmendmentVerb.APPROVE): Transition(
        AmendmentState.APPLIED, _DECIDERS, frozenset({AmendmentNeed.SECOND_PERSON})
    ),
    (AmendmentState.REQUESTED, AmendmentVerb.REFUSE): Transition(
        AmendmentState.REFUSED,
        _DECIDERS | {AmendmentActor.INSPECTOR},
        frozenset({AmendmentNeed.REASON, AmendmentNeed.SECOND_PERSON}),
    ),
    (AmendmentState.REQUESTED, AmendmentVerb.WITHDRAW): Transition(
        AmendmentState.WITHDRAWN, frozenset({AmendmentActor.REQUESTER})
    ),
}


def step(
    state: AmendmentState, verb: AmendmentVerb, actors: Iterable[AmendmentActor]
) -> Transition | None:
    """What the verb leads to for somebody who is all of `actors`; None: the table forbids it."""
    known = TRANSITIONS.get((state, verb))
    return known if known and not known.who.isdisjoint(actors) else None


@dataclass(frozen=True)
class Promise:
    """The part of a target that an amendment may change."""

    value: Decimal | None
    value_high: Decimal | None
    due_on: date | None


@dataclass(frozen=True)
class Change:
    """A promise was replaced at a moment; `before` is what held until then."""

    at: datetime
    before: Promise


def promise_on(
    current: Promise, changes: Sequence[Change], *, until: datetime
) -> tuple[Promise, Promise | None]:
    """The promise that held at `until`, and the first one where it was amended before then."""
    in_order = sorted(changes, key=lambda change: change.at)
    later = [change for change in in_order if change.at >= until]
    earlier = [change for change in in_order if change.at < until]
    held = later[0].before if later else current
    return held, earlier[0].before if earlier else None
