"""The words of lamp schemes."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.queries import CourseLine
from indicators.rules import Band, Fault, Scheme
from indicators.wording.amounts import by_language

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
