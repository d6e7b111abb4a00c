"""Verdicts as rows: recorded by a job, decided otherwise by an inspector."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from indicators import rules, wording
from indicators.models import Target, TargetVerdict
from indicators.queries import Judged, as_decided, judged_targets
from indicators.rules import Scheme, Verdict
from indicators.services.rows import differs, follow, keep_override
from indicators.services.standing import keep_standings, standings_of
from plans.models import PlanState
from units.models import User

BATCH = 1000
REASON_LIMIT = 1000
# What makes a verdict another one. The day of judging alone does not, nor do other words for it.
SAME = ("inputs", "rule_version", "scheme", "lamp", "band", "reason")


def record_verdicts(*, now: datetime) -> int:
    """Keep how the targets of all running plans stand; how many were new or had changed.

    Running it again writes nothing. A verdict on an earlier closing date is never touched: what
    was red in June stays red in June.
    """
    return judge_again(Target.objects.all(), now=now)


def judge_again(targets: QuerySet[Target], *, now: datetime) -> int:
    """Keep how these stand, as far as their plans run; how many verdicts were new or had changed.

    For every service that changes what a target is judged by, at its end.
    """
    running = targets.filter(plan__state=PlanState.ACTIVE).order_by("pk")
    keys = list(running.values_list("pk", flat=True))
    return sum(_record(keys[at : at + BATCH], now=now) for at in range(0, len(keys), BATCH))


@transaction.atomic
def override_verdict(
    *, target_id: int, band: str, reason: str, by: User, now: datetime
) -> TargetVerdict:
    """Show another lamp for the current closing date; the computed one stays beside it.

    With the next closing date the rules decide again.
    """
    if not reason.strip():
        raise RuleBroken(_("Say why the lamp should be another one; the reason is shown with it."))
    if len(reason) > REASON_LIMIT:
        raise RuleBroken(_("The reason is longer than %(n)d characters.") % {"n": REASON_LIMIT})
    row = _current(target_id, now)
    if band not in {each.code for each in rules.scheme_from_json(row.scheme).bands}:
        raise RuleBroken(_("The plan's lamps have changed meanwhile. Choose one of those it has."))
    if band == (row.override_band or row.band):
        raise RuleBroken(_("This lamp is shown already. Choose another one, or leave it."))
    made = follow(
        row,
        now=now,
        override_band=band,
        override_reason=reason.strip(),
        overridden_by=by,
        overridden_at=now,
    )
    judge_again(Target.objects.filter(pk=target_id), now=now)
    details = {"closing_on": row.closing_on.isoformat(), "from": row.band, "to": band}
    audit.record("target.verdict_overridden", made.target, by=by, now=now, details=details)
    return made


@transaction.atomic
def withdraw_override(*, target_id: int, by: User, now: datetime) -> TargetVerdict:
    """Show what the rules say again; that it was otherwise stays known."""
    row = _current(target_id, now)
    if not row.override_band:
        raise RuleBroken(_("Nobody decided another lamp; the computed one is shown."))
    details = {"closing_on": row.closing_on.isoformat(), "from": row.override_band}
    nobody = {"overridden_by": None, "overridden_at": None}
    made = follow(row, now=now, override_band="", override_reason="", **nobody)
    judge_again(Target.objects.filter(pk=target_id), now=now)
    audit.record("target.override_withdrawn", made.target, by=by, now=now, details=details)
    return made


def _current(target_id: int, now: datetime) -> TargetVerdict:
    """The live verdict on the closing date that counts today, recorded first if need be."""
    _record([target_id], now=now)
    judged = _judged([target_id], now)[0]
    live = TargetVerdict.objects.live().select_related("target__indicator")
    return live.get(target=target_id, closing_on=judged.verdict.on)


def _judged(keys: Sequence[int], now: datetime) -> list[Judged]:
    return judged_targets(Target.objects.filter(pk__in=keys), on=localtime(now).date())


@transaction.atomic
def _record(keys: Sequence[int], *, now: datetime) -> int:
    # Two workers, or an approval at this moment: the second waits and sees what the first wrote.
    # One order for all, so that none waits in a ring.
    locked = Target.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(locked.values_list("pk", flat=True))
    judged = _judged(keys, now)
    days = {each.verdict.on for each in judged}
    live = TargetVerdict.objects.live().filter(target__in=keys, closing_on__in=days)
    live = live.select_related("overridden_by")
    known = {_key(row): row for row in live}
    fresh = [(_row(each, now), each) for each in judged]
    told = [pair for pair in fresh if differs(pair[0], known.get(_key(pair[0])), in_=SAME)]
    changed = [_told(row, each) for row, each in told]
    for row in changed:
        keep_override(row, known.get(_key(row)))
    old = [known[_key(row)].pk for row in changed if _key(row) in known]
    TargetVerdict.objects.filter(pk__in=old).update(superseded_at=now)
    TargetVerdict.objects.bulk_create(changed)
    decided = known | {_key(row): row for row in changed}
    shown = [_as_shown(each, decided[each.target.pk, each.verdict.on]) for each in judged]
    rows = {each.target.pk: decided[each.target.pk, each.verdict.on].pk for each in judged}
    keep_standings(standings_of(shown, rows))
    return len(changed)


def _as_shown(judged: Judged, row: TargetVerdict) -> Judged:
    """What an inspector decided may be over with these very rows."""
    return replace(judged, verdict=as_decided(judged.computed, row))


def _key(row: TargetVerdict) -> tuple[int, date]:
    return row.target_id, row.closing_on


def _row(judged: Judged, now: datetime) -> TargetVerdict:
    verdict = judged.computed
    return TargetVerdict(
        target=judged.target,
        closing_on=verdict.on,
        recorded_at=now,
        inputs=rules.inputs_as_json(judged.inputs),
        rule_version=verdict.rule_version,
        scheme=_snapshot(judged.scheme),
        lamp=verdict.lamp,
        band=verdict.band.code,
        reason=verdict.reason,
    )


@lru_cache(maxsize=256)
def _snapshot(scheme: Scheme) -> dict[str, Any]:
    """A plan's thousand targets have one scheme; rows only read what they share."""
    return rules.scheme_as_json(scheme)


def _told(row: TargetVerdict, judged: Judged) -> TargetVerdict:
    """With its sentences, which only rows that are written need."""
    unit = judged.target.indicator.unit_of_measure
    row.sentence_zh = _said(judged.computed, unit, "zh-hans")
    row.sentence_en = _said(judged.computed, unit, "en")
    return row


def _said(verdict: Verdict, unit: str, language: str) -> str:
    with translation.override(language):
        return wording.sentence(verdict, unit)
