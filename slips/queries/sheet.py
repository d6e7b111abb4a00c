"""Everything that the page of one slip shows."""

from dataclasses import dataclass
from datetime import date

from slips import access
from slips.models import Letterhead, Slip, SlipStep
from slips.rules import SlipState, SlipVerb, ThingKind, verbs_of
from slips.rules.letters import Letter, letter_from
from slips.wording.letters import letter_of
from slips.wording.words import did
from units.models import User

# By kind: the page of the thing.
_PLACES = {
    ThingKind.REPORT: "reports:report",
    ThingKind.TASK: "dashboards:task",
    ThingKind.MILESTONE: "tasks:stages",
    ThingKind.TARGET: "dashboards:target",
}


@dataclass(frozen=True)
class SlipSheet:
    """A slip with its course, as it is or would be printed, and what the person may do now.

    `place` names the page of what it is about, `place_id` its key. `is_late` says that the answer
    is overdue. `wrote_it` says that the person laid it before the head, and may not approve it.
    """

    slip: Slip
    letter: Letter
    steps: tuple[SlipStep, ...]
    followers: tuple[Slip, ...]
    verbs: tuple[SlipVerb, ...]
    may_edit: bool
    wrote_it: bool
    is_late: bool
    place: str
    place_id: int

    @property
    def history(self) -> list[tuple[SlipStep, str]]:
        return [(step, did(step.verb)) for step in self.steps]

    @property
    def refusal(self) -> SlipStep | None:
        """Why the newest answer did not do, while the next one is awaited."""
        newest = self.steps[-1]
        return newest if newest.verb == SlipVerb.REFUSE else None

    @property
    def returned(self) -> SlipStep | None:
        """Why the head gave the draft back, until it is laid before the head again."""
        if self.slip.state != SlipState.DRAFT:
            return None
        returns = [step for step in self.steps if step.verb == SlipVerb.RETURN]
        return returns[-1] if returns else None


def slip_sheet(user: User, slip: Slip, *, on: date) -> SlipSheet:
    """Five queries, however long its course is."""
    steps = tuple(slip.steps.select_related("by").prefetch_related("files").order_by("pk"))
    laid = [step for step in steps if step.verb == SlipVerb.SUBMIT]
    wrote_it = bool(laid) and laid[-1].by_id == user.pk
    verbs = verbs_of(SlipState(slip.state), access.slip_actors(user, slip))
    place_id = slip.thing_id if slip.milestone is None else slip.milestone.task_id
    seen = access.visible_slips(user).filter(follows=slip).order_by("pk")
    return SlipSheet(
        slip=slip,
        letter=printed(slip),
        steps=steps,
        followers=tuple(seen.defer("basis", "letter")),
        verbs=tuple(verb for verb in verbs if verb not in (SlipVerb.SAVE, SlipVerb.RAISE)),
        may_edit=SlipVerb.SAVE in verbs,
        wrote_it=wrote_it,
        is_late=slip.is_overdue(on=on),
        place=_PLACES[slip.kind],
        place_id=place_id,
    )


def printed(slip: Slip) -> Letter:
    """As it was approved, or as it would be."""
    if slip.letter is not None:
        return letter_from(slip.letter)
    return letter_of(slip, letterhead_of(slip))


def letterhead_of(slip: Slip) -> Letterhead:
    """What the office of the slip prints; the portal's own words where it chose none."""
    return Letterhead.objects.filter(office=slip.office_id).first() or Letterhead()
