"""The words of lamp schemes."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.models import Standing as StandingWords
from indicators.queries import CourseLine
from indicators.rules import Band, Distance, Fault, Scheme, Standing
from indicators.wording.amounts import by_language, figure

FAULTS: dict[Fault, Lazy] = {
    Fault.NO_ON_PACE: _("No lamp stands for what is on pace. Add one."),
    Fault.NO_NOT_JUDGED: _("No lamp stands for what is not judged. Add one."),
    Fault.NOT_JUDGED_LOOKS_BEHIND: _(
        "What is not judged must not look behind: give it blue, green or grey."
    ),
    Fault.NO_LAST_BEHIND: _(
        "The last lamp for what is behind must have no limit, so that every gap gets a lamp."
    ),
    Fault.LIMITS_OUT_OF_ORDER: _(
        "The limits of the lamps for what is behind must be above zero and rise from line to line."
    ),
    Fault.NO_DAYS: _("A lamp for what is due soon needs the number of days before the due date."),
    Fault.NO_RAISED_BAND: _("Choose the lamp to which repeated misses raise a target."),
}


def band_word(band: Band) -> str:
    """The scheme's own word for a lamp, in the reader's language."""
    return by_language(band.word_zh, band.word_en)


def scheme_name(scheme: Scheme) -> str:
    return by_language(scheme.name_zh, scheme.name_en)


def limits(scheme: Scheme) -> list[tuple[Band, str]]:
    """Each lamp of a scheme with what it stands for, in the order in which they are tried."""
    told = [(band, _limit(band, scheme)) for band in scheme.bands]
    # A lamp whose own word says it all is not explained by the same word.
    return [(band, "" if words == band_word(band) else words) for band, words in told]


def _limit(band: Band, scheme: Scheme) -> str:
    if band.within_days is not None:
        words = gettext("due within %(days)d days")
        return words % {"days": band.within_days}
    if band.standing is not Standing.BEHIND:
        return str(StandingWords(band.standing.value).label)
    if band.up_to is None:
        return gettext("further behind than all others")
    in_points = scheme.distance is Distance.POINTS
    if band.inclusive:
        words = gettext("behind by at most %(size)s points")
        share = gettext("behind by at most %(size)s%% of what should be reached")
    else:
        words = gettext("behind by less than %(size)s points")
        share = gettext("behind by less than %(size)s%% of what should be reached")
    return (words if in_points else share) % {"size": figure(band.up_to)}


def made_up(line: CourseLine) -> str:
    """A month that was made up later, as what it was and what it counts as now (红→黄(已补))."""
    was, now = band_word(line.verdict.band), band_word(line.milder)
    facts = {"was": was, "now": now}
    if was == now:
        return gettext("%(was)s (made up)") % facts
    return gettext("%(was)s → %(now)s (made up)") % facts


def fault(wrong: Fault) -> str:
    """What is wrong with a scheme, and what to do about it."""
    return str(FAULTS[wrong])
