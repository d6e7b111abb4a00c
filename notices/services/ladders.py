"""An office decides who is told what, when and how."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from core import audit
from core.errors import RuleBroken, Stale
from notices import queries, rules, wording
from notices.models import Ladder, LadderStep, Manner
from notices.rules import Hours, Matter, Preset, Step
from plans.models import Plan
from units.models import User


@transaction.atomic
def set_steps(
    *,
    plan_id: int | None,
    matter: Matter,
    steps: Collection[Step],
    by: User,
    now: datetime,
    seen: str | None = None,
) -> Ladder:
    """From now on these steps hold for this matter, of one plan or of all that have no own ladder.

    What was told stays told. `seen` is the mark of the steps that `by` looked at: raises Stale
    where others hold meanwhile, and RuleBroken where the steps contradict themselves.
    """
    ladder = _own_ladder(plan_id)
    held = _steps_of(ladder)
    others = [step for step in held if step.matter is not matter]
    own = [step for step in held if step.matter is matter]
    if seen is not None and seen != rules.mark_of(own):
        raise Stale(wording.ladder_changed_meanwhile())
    _write(ladder, [*others, *steps])
    details = {"plan": plan_id, "matter": matter.value, "steps": len(steps)}
    audit.record("ladder.changed", ladder, by=by, now=now, details=details)
    return ladder


@transaction.atomic
def choose_preset(*, plan_id: int | None, preset: Preset, by: User, now: datetime) -> Ladder:
    """All steps of one plan, or of all that have no ladder of their own, begin anew."""
    ladder = _own_ladder(plan_id)
    _write(ladder, rules.preset(preset))
    details = {"plan": plan_id, "preset": preset.value}
    audit.record("ladder.chosen", ladder, by=by, now=now, details=details)
    return ladder


@transaction.atomic
def drop_ladder(*, plan_id: int, by: User, now: datetime) -> None:
    """The plan goes by the ladder of all plans again."""
    ladder = Ladder.objects.select_for_update().filter(plan=plan_id).first()
    if ladder is not None:
        audit.record("ladder.dropped", ladder, by=by, now=now, details={"plan": plan_id})
        ladder.delete()


@transaction.atomic
def set_manner(*, hours: Hours, names_things: bool, by: User, now: datetime) -> Manner:
    """When letters go out, and whether they may name what they are about."""
    manner, _made = Manner.objects.update_or_create(
        pk=1, defaults={**vars(hours), "names_things": names_things}
    )
    details = {"daily_at": hours.daily_at.isoformat(), "names_things": int(names_things)}
    audit.record("manner.changed", manner, by=by, now=now, details=details)
    return manner


def _own_ladder(plan_id: int | None) -> Ladder:
    """Locked; where there was none, a copy of what has held until now."""
    plans = Plan.objects.select_for_update().only("pk")
    plan = None if plan_id is None else plans.get(pk=plan_id)
    held = queries.ladders()
    ladder, made = Ladder.objects.select_for_update().get_or_create(plan=plan)
    if made:
        _write(ladder, held[None])
    return ladder


def _steps_of(ladder: Ladder) -> list[Step]:
    return [step.as_step for step in ladder.steps.all()]


def _write(ladder: Ladder, steps: Iterable[Step]) -> None:
    steps = list(steps)
    if wrong := rules.faults_of(steps):
        faults = {fault for found in wrong.values() for fault in found}
        raise RuleBroken(" ".join(wording.fault(each) for each in sorted(faults)))
    ladder.steps.all().delete()
    LadderStep.objects.bulk_create(
        LadderStep(
            ladder=ladder,
            matter=step.matter,
            days=step.days,
            to=sorted(step.to),
            by=sorted(step.by),
            urgent=step.urgent,
            words=step.words,
        )
        for step in steps
    )
