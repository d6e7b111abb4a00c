"""Which lamps a plan uses."""

from datetime import datetime

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from indicators import rules, wording
from indicators.models import LampBand, LampChoice, LampScheme
from indicators.rules import Scheme
from indicators.services.verdicts import judge_again
from plans.models import Plan
from units.models import User


@transaction.atomic
def choose_scheme(*, plan_id: int, scheme: Scheme, by: User, now: datetime) -> LampChoice:
    """From now on the plan shows its targets by this scheme; what it showed before stays known.

    A preset is taken as it ships; anything else becomes a scheme of this plan's own.
    """
    wrong = rules.faults(scheme)
    if wrong:
        raise RuleBroken(" ".join(wording.fault(each) for each in wrong))
    plan = Plan.objects.select_for_update().defer("source_text").get(pk=plan_id)
    live = LampChoice.objects.live().filter(plan=plan)
    current = live.select_related("scheme").prefetch_related("scheme__bands").first()
    if current is not None and current.scheme.as_rules() == scheme:
        return current
    live.update(superseded_at=now)
    made = LampChoice.objects.create(
        plan=plan, scheme=_stored(scheme), recorded_at=now, chosen_by=by
    )
    judge_again(plan.targets.all(), now=now)
    details = {"scheme": scheme.name_zh, "preset": int(made.scheme.is_preset)}
    audit.record("plan.lamps_chosen", plan, by=by, now=now, details=details)
    return made


def _stored(scheme: Scheme) -> LampScheme:
    is_preset = rules.PRESETS.get(scheme.code) == scheme
    if is_preset:
        known = LampScheme.objects.filter(is_preset=True, code=scheme.code).first()
        if known is not None:
            return known
    row = LampScheme.objects.create(
        code=scheme.code,
        is_preset=is_preset,
        name_zh=scheme.name_zh,
        name_en=scheme.name_en,
        distance=scheme.distance,
        misses_in_a_row=scheme.misses_in_a_row,
        raised_to=scheme.raised_to,
    )
    LampBand.objects.bulk_create(
        LampBand(scheme=row, position=position, **vars(band))
        for position, band in enumerate(scheme.bands, start=1)
    )
    return row
