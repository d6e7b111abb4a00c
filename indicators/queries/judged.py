"""Targets with their verdicts, in a number of queries that does not grow with them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from core.calendar import ONE_DAY, end_of, last_day_of_month
from indicators import rules
from indicators.models import (
    PERCENT,
    Amendment,
    ComparatorValue,
    Kind,
    KnownQuerySet,
    LampChoice,
    Measurement,
    Target,
    TargetQuerySet,
    TargetVerdict,
)
from indicators.queries.schemes import schemes_by_key
from indicators.rules import (
    Aim,
    Change,
    Inputs,
    Lamp,
    Promise,
    Reading,
    Scheme,
    Verdict,
    judge_readings,
    overridden,
)


@dataclass(frozen=True)
class Judged:
    """A target and its lamp. Plan, indicator, clause and lead unit are loaded with it.

    The target's promise is the one that held on the day asked for. `verdict` is what is shown;
    `computed` is the same unless an inspector decided otherwise. `first` is the promise before
    the first amendment, with the `original` verdict against it; None where nothing was amended.
    """

    target: Target
    verdict: Verdict
    computed: Verdict
    inputs: Inputs
    scheme: Scheme
    first: Promise | None = None
    original: Verdict | None = None


def judged_targets(
    targets: TargetQuerySet,
    *,
    on: date,
    schemes: dict[int, Scheme] | None = None,
    corrected_on: date | None = None,
) -> list[Judged]:
    """These targets, in their order, with their verdicts as known on a day.

    Those that the portal did not know of on that day are left out.
    Three queries, and one more each only where some target has a lamp scheme of its own, an
    amendment, a comparator or an override. `schemes` (by plan) tries lamps that nobody chose yet.

    Up to `corrected_on`, a later day, what replaced a figure or a lamp that was known on the day
    counts in its place; what nobody knew on the day still does not.
    """
    together = targets.recorded_by(on).select_related("plan", "indicator", "clause", "lead_unit")
    # A plan's whole text with each of its targets would be most of what the database sends.
    together = together.defer("plan__source_text", "clause__text")
    marked = _marked(together, on, decided_on=corrected_on or on)
    loaded = list(marked.prefetch_related("planned_values"))
    known = _Known(loaded, on, schemes, corrected_on)
    return [known.judged(target) for target in loaded]


def worst_first(judged: Iterable[Judged]) -> list[Judged]:
    """By lamp, and within a lamp by how much is missing; last what nobody can tell that of."""
    order = {lamp: place for place, lamp in enumerate(rules.LAMPS)}
    return sorted(judged, key=lambda j: (order[j.verdict.lamp], *_severity(j.verdict), j.target.pk))


def lamp_counts(judged: Iterable[Judged]) -> dict[Lamp, int]:
    """Every lamp, worst first, with its number; they add up to all targets."""
    counts = Counter(each.verdict.lamp for each in judged)
    return {lamp: counts[lamp] for lamp in rules.LAMPS}


def aim_of(target: Target, *, reference: Decimal | None = None) -> Aim:
    """What the target promises, as the arithmetic wants it."""
    comparator = rules.Comparator(target.comparator)
    # "About 4.1 %" of something of which less is better is a limit, not a height to climb.
    if comparator is rules.Comparator.ABOUT and not target.indicator.more_is_better:
        comparator = rules.Comparator.AT_MOST
    return Aim(
        kind=rules.Kind(target.indicator.kind),
        comparator=comparator,
        value=target.value,
        value_high=target.value_high,
        due_on=target.due_on,
        starts_on=_starts_on(target),
        baseline=target.baseline,
        every=rules.Recurrence(target.every) if target.every else None,
        pace_rule=rules.PaceRule(target.pace_rule),
        planned=tuple((point.on, point.value) for point in target.planned_values.all()),
        percent=target.indicator.unit_of_measure in PERCENT,
        reference=reference,
    )


class _Known:
    """Everything that is known on a day about some targets, loaded once for all of them."""

    def __init__(
        self,
        targets: Sequence[Target],
        on: date,
        schemes: dict[int, Scheme] | None,
        corrected_on: date | None,
    ) -> None:
        self.on = on
        self.schemes = _schemes(targets) if schemes is None else schemes
        depth = max((each.misses_in_a_row or 1 for each in self.schemes.values()), default=1)
        self.readings = _readings(targets, on, depth, corrected_on)
        self.changes = _changes(_with(targets, "is_amended"))
        relative = [each for each in targets if each.indicator.kind == Kind.RELATIVE]
        self.references = _references(relative, on, corrected_on)
        self.overrides = _overrides(_with(targets, "is_overridden"), corrected_on or on)

    def judged(self, target: Target) -> Judged:
        promise, first = rules.promise_on(
            promise_of(target), self.changes.get(target.pk, []), until=end_of(self.on)
        )
        _promise(target, promise)
        inputs = self._inputs(target)
        scheme = self.schemes.get(target.plan_id, rules.DEFAULT)
        verdict = judge_readings(inputs.aim, inputs.readings, on=self.on, scheme=scheme)
        original = None
        if first is not None:
            aim = _aim_with(inputs.aim, first)
            original = judge_readings(aim, inputs.readings, on=self.on, scheme=scheme)
        shown = as_decided(verdict, self.overrides.get((target.pk, verdict.on)))
        return Judged(target, shown, verdict, inputs, scheme, first, original)

    def _inputs(self, target: Target) -> Inputs:
        aim = aim_of(target, reference=self.references.get(target.pk))
        return Inputs(aim, tuple(self.readings[target.pk]), self.on)


def promise_of(target: Target) -> Promise:
    return Promise(target.value, target.value_high, target.due_on)


def _aim_with(aim: Aim, promise: Promise) -> Aim:
    return Aim(**vars(aim) | vars(promise))


def _promise(target: Target, promise: Promise) -> None:
    target.value, target.value_high = promise.value, promise.value_high
    target.due_on = promise.due_on


def as_decided(verdict: Verdict, row: TargetVerdict | None) -> Verdict:
    """The verdict as an inspector decided it, if there is such a row."""
    if row is None or row.overridden_at is None:
        return verdict
    bands = rules.scheme_from_json(row.scheme).bands
    band = next(each for each in bands if each.code == row.override_band)
    by = str(row.overridden_by or "")
    return overridden(verdict, band, reason=row.override_reason, by=by, at=row.overridden_at)


def _severity(verdict: Verdict) -> tuple[bool, Decimal]:
    missing = verdict.distance(rules.Distance.POINTS)
    return missing is None, -(missing or Decimal(0))


def _starts_on(target: Target) -> date | None:
    """The way begins where the baseline was taken, else with the plan."""
    if target.baseline_on is not None:
        return target.baseline_on + ONE_DAY
    return target.plan.starts_on or target.plan.issued_on


def _marked(targets: QuerySet[Target], on: date, *, decided_on: date) -> QuerySet[Target]:
    """Each target says what else has to be asked about it, so that most pages need not ask."""
    choices = LampChoice.objects.as_known_on(on).filter(plan=OuterRef("plan_id"))
    amended = Amendment.objects.applied().filter(target=OuterRef("pk"))
    decided = TargetVerdict.objects.as_known_on(decided_on).filter(target=OuterRef("pk"))
    return targets.annotate(
        scheme_key=Subquery(choices.values("scheme_id")[:1]),
        is_amended=Exists(amended),
        is_overridden=Exists(decided.exclude(override_band="")),
    )


def _with(targets: Sequence[Target], mark: str) -> list[Target]:
    return [target for target in targets if vars(target)[mark]]


def _schemes(targets: Sequence[Target]) -> dict[int, Scheme]:
    """By plan, where one was chosen."""
    keys = {target.plan_id: vars(target)["scheme_key"] for target in targets}
    known = schemes_by_key({key for key in keys.values() if key is not None})
    return {plan: known[key] for plan, key in keys.items() if key is not None}


def _readings(
    targets: Sequence[Target], on: date, depth: int, corrected_on: date | None
) -> dict[int, list[Reading]]:
    """Of each target the newest readings that it is judged by, so many, oldest first.

    What comes after the end of a year's flow belongs to another year.
    """
    counts_anew = Q(target__indicator__kind__in=[Kind.RECURRING, Kind.FLOW]) | ~Q(target__every="")
    too_late = Q(target__due_on__isnull=False, period_ends_on__gt=F("target__due_on"))
    known = as_corrected(Measurement.objects.all(), "period_ends_on", on, corrected_on)
    known = known.filter(target__in=targets)
    # The running month's figure counts as soon as it is approved.
    known = known.filter(period_ends_on__lte=last_day_of_month(on)).exclude(counts_anew & too_late)
    found: dict[int, list[Reading]] = defaultdict(list)
    for target_id, day, value in reversed(_newest(known, depth)):
        found[target_id].append(Reading(day, value))
    return found


def as_corrected(
    rows: KnownQuerySet, day: str, on: date, corrected_on: date | None, *, about: str = "target"
) -> KnownQuerySet:
    """As known on a day; with what replaced those rows up to the later day, where there is one.

    A row replaces another of the same thing (`about`) and the same `day` of its own.
    """
    if corrected_on is None:
        return rows.as_known_on(on)
    same = {about: OuterRef(about), day: OuterRef(day)}
    before = rows.model._default_manager.as_known_on(on).filter(**same)
    return rows.as_known_on(corrected_on).filter(Exists(before))


def _newest(known: QuerySet[Measurement], depth: int) -> list[tuple[int, date, Decimal]]:
    rows = known.order_by("target", "-period_ends_on")
    if depth == 1:
        rows = rows.distinct("target")
    else:
        place = Window(RowNumber(), partition_by="target", order_by=F("period_ends_on").desc())
        rows = rows.annotate(place=place).filter(place__lte=depth)
    return list(rows.values_list("target_id", "period_ends_on", "value"))


def _changes(targets: Sequence[Target]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    if targets:
        for each in Amendment.objects.applied().filter(target__in=targets):
            assert each.decided_at is not None
            found[each.target_id].append(Change(each.decided_at, each.old))
    return found


def _references(
    targets: Sequence[Target], on: date, corrected_on: date | None
) -> dict[int, Decimal]:
    if not targets:
        return {}
    known = as_corrected(ComparatorValue.objects.all(), "on", on, corrected_on)
    known = known.filter(target__in=targets)
    newest = known.filter(on__lte=last_day_of_month(on)).order_by("target", "-on")
    return dict(newest.distinct("target").values_list("target_id", "value"))


def _overrides(targets: Sequence[Target], on: date) -> dict[tuple[int, date], TargetVerdict]:
    if not targets:
        return {}
    known = TargetVerdict.objects.as_known_on(on).filter(target__in=targets)
    decided = known.exclude(override_band="").select_related("overridden_by")
    return {(each.target_id, each.closing_on): each for each in decided}
