"""The ladders that hold, and the hours of letters."""

from notices.models import Ladder, Manner
from notices.rules import Preset, Step, preset
from plans.models import Plan, PlanQuerySet


def ladders() -> dict[int | None, tuple[Step, ...]]:
    """Plan -> its own steps; None -> those of all other plans. Two queries.

    Where the office decided nothing, the usual preset holds.
    """
    found: dict[int | None, tuple[Step, ...]] = {None: preset(Preset.USUAL)}
    for ladder in Ladder.objects.prefetch_related("steps"):
        found[ladder.plan_id] = tuple(step.as_step for step in ladder.steps.all())
    return found


def plans_with_ladders() -> PlanQuerySet:
    """Plans with steps of their own."""
    return Plan.objects.filter(ladders__isnull=False).defer("source_text").order_by("title", "pk")


def manner() -> Manner:
    """As the office decided it, or as it comes."""
    return Manner.objects.first() or Manner(pk=1)
