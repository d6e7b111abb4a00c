"""What the lamps of a plan would be under another scheme, before anybody chooses it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indicators.models import Target
from indicators.queries.judged import Judged, judged_targets
from indicators.rules import Band, Scheme, Verdict
from plans.models import Plan


@dataclass(frozen=True)
class TrialLine:
    """A target whose lamp or word would change."""

    target: Target
    before: Verdict
    after: Verdict


@dataclass(frozen=True)
class Trial:
    """Counts by lamp add up to `total`, before and after."""

    total: int
    before: tuple[tuple[Band, int], ...]
    after: tuple[tuple[Band, int], ...]
    changed: tuple[TrialLine, ...]


def try_scheme(plan: Plan, *, current: Scheme, other: Scheme, on: date) -> Trial:
    """Today's targets of a plan under both. Its queries do not grow with them.

    As the rules judge them: what inspectors decided stays with the lamps it was decided in.
    """
    targets = Target.objects.filter(plan=plan).in_document_order()
    was = judged_targets(targets, on=on, schemes={plan.pk: current})
    will = judged_targets(targets, on=on, schemes={plan.pk: other})
    lines = (TrialLine(a.target, a.computed, b.computed) for a, b in zip(was, will, strict=True))
    return Trial(
        total=len(was),
        before=_counts(was, current),
        after=_counts(will, other),
        changed=tuple(line for line in lines if _looks(line.before) != _looks(line.after)),
    )


def _counts(judged: Iterable[Judged], scheme: Scheme) -> tuple[tuple[Band, int], ...]:
    """In the scheme's order; bands that look alike count together."""
    looks = {_look(band): band for band in reversed(scheme.bands)}
    counts = Counter(_looks(each.computed) for each in judged)
    return tuple((band, counts[look]) for look, band in reversed(looks.items()))


def _looks(verdict: Verdict) -> tuple[str, str]:
    return _look(verdict.band)


def _look(band: Band) -> tuple[str, str]:
    return band.lamp, band.word_zh
