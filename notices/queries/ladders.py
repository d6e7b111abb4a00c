"""The ladders that hold, who decided so, and the hours of letters."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from core.models import AuditEntry
from notices.models import Ladder, Manner, PresetWords
from notices.models import Matter as MatterWords
from notices.rules import Matter, Preset, Step, preset
from plans.access import visible_plans
from plans.models import Plan, PlanQuerySet
from units.models import User

LATEST_CHANGES = 5


@dataclass(frozen=True)
class MatterLine:
    """The steps of one matter as they hold, and as a preset has them."""

    matter: MatterWords
    steps: list[Step]
    offered: list[Step]

    @property
    def differs(self) -> bool:
        return self.steps != self.offered


@dataclass(frozen=True)
class LadderSheet:
    """The ladder of one plan, or of all that have no own; `offered` is a preset beside it."""

    plan: Plan | None
    is_own: bool
    lines: list[MatterLine]
    offered: PresetWords | None
    changes: list[AuditEntry]


def ladders() -> dict[int | None, tuple[Step, ...]]:
    """Plan -> its own steps; None -> those of all other plans. Two queries.

    Where the office decided nothing, the usual preset holds.
    """
    found: dict[int | None, tuple[Step, ...]] = {None: preset(Preset.USUAL)}
    for ladder in Ladder.objects.prefetch_related("steps"):
        found[ladder.plan_id] = tuple(step.as_step for step in ladder.steps.all())
    return found


def ladder_sheet(plan: Plan | None, *, offered: Preset | None = None) -> LadderSheet:
    """All matters with who is told when. Three queries."""
    held, key = ladders(), plan.pk if plan else None
    steps, beside = held.get(key, held[None]), preset(offered) if offered else ()
    return LadderSheet(
        plan,
        is_own=plan is not None and key in held,
        lines=[
            MatterLine(words, steps_of(steps, Matter(words)), steps_of(beside, Matter(words)))
            for words in MatterWords
        ],
        offered=PresetWords(offered) if offered else None,
        changes=_changes(key),
    )


def matter_steps(plan: Plan | None, matter: Matter) -> list[Step]:
    """The steps of one matter as they hold."""
    held = ladders()
    return steps_of(held.get(plan.pk if plan else None, held[None]), matter)


def steps_of(steps: Iterable[Step], matter: Matter) -> list[Step]:
    """Those of one matter, the first reached first."""
    return sorted((each for each in steps if each.matter is matter), key=lambda each: each.days)


def _changes(plan_id: int | None) -> list[AuditEntry]:
    about = AuditEntry.objects.filter(object_type="notices.ladder", details__plan=plan_id)
    return list(about.order_by("-pk")[:LATEST_CHANGES])


def plans_with_ladders(user: User) -> PlanQuerySet:
    """Plans whose ladder can be chosen; `has_ladder` where it is the plan's own."""
    own = Exists(Ladder.objects.filter(plan=OuterRef("pk")))
    plans = visible_plans(user).active().annotate(has_ladder=own)
    return plans.defer("source_text").order_by("-has_ladder", "title", "pk")


def manner() -> Manner:
    """As the office decided it, or as it comes."""
    return Manner.objects.first() or Manner(pk=1)
