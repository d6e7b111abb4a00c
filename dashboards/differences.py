"""The words of the comparison with a superior plan."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from indicators.rules import Comparator
from indicators.wording import figure
from intake.superior.aligning import Row
from intake.superior.comparing import Kind, Verdict, Why
from intake.superior.outcomes import Outcome


@dataclass(frozen=True)
class KindWords:
    """A kind as word and shape; colour never stands alone."""

    words: str | Promise
    shape: str


KINDS = {
    Outcome.MISSING: KindWords(pgettext_lazy("superior plan", "left out"), "slash-circle"),
    Outcome.LOWERED: KindWords(pgettext_lazy("superior plan", "lowered"), "arrow-down-circle-fill"),
    Outcome.LATER: KindWords(pgettext_lazy("superior plan", "later"), "arrow-right-circle-fill"),
    Outcome.SHARE: KindWords(pgettext_lazy("superior plan", "perhaps a share"), "pie-chart"),
    Outcome.RAISED: KindWords(pgettext_lazy("superior plan", "raised"), "arrow-up-circle-fill"),
    Outcome.SOONER: KindWords(pgettext_lazy("superior plan", "sooner"), "arrow-left-circle-fill"),
    Outcome.REDEFINED: KindWords(
        pgettext_lazy("superior plan", "defined otherwise"), "exclamation-diamond"
    ),
    Outcome.UNCLEAR: KindWords(pgettext_lazy("superior plan", "to be judged"), "question-diamond"),
    Outcome.SAME: KindWords(pgettext_lazy("superior plan", "the same"), "check-circle"),
    Outcome.NEW: KindWords(pgettext_lazy("superior plan", "only here"), "plus-circle"),
}
WHY = {
    Why.MEASURES: gettext_lazy("The two numbers are in different units of measure."),
    Why.DIRECTIONS: gettext_lazy("One is a ceiling and the other is not."),
    Why.RHYTHMS: gettext_lazy("One recurs in another rhythm, or not at all."),
    Why.NO_NUMBER: gettext_lazy("One of the two has no number."),
    Why.BOTH_WAYS: gettext_lazy("Easier in one respect and harder in another."),
}


def difference(row: Row) -> str:
    """How ours differs, in a few words; empty where there is nothing to say."""
    parts = [_value(row.verdict), _date(row.verdict)]
    return pgettext("between differences", ", ").join(part for part in parts if part)


def notes(row: Row, outcome: Outcome) -> list[str]:
    """What people should know before they believe the verdict."""
    found = [str(WHY[row.verdict.why])] if row.verdict.why else []
    if outcome is Outcome.REDEFINED:
        found.append(_("The two are counted by different definitions: do not compare the numbers."))
    if row.kind is Kind.SHARE:
        found.append(_("Lower than the superior's figure; this may be this place's share."))
    if row.guess:
        found.append(_("The names are only similar: check that the same thing is meant."))
    if row.superior and row.ours:
        if row.ours.op == Comparator.AT_MOST and row.kind in {Kind.RAISED, Kind.LOWERED}:
            found.append(_("A ceiling: the lower, the stricter."))
        if row.superior.due and not row.ours.due:
            found.append(_("This plan gives no date for it."))
    return found


def _value(verdict: Verdict) -> str:
    if verdict.points is not None:
        facts = {"size": figure(abs(verdict.points))}
        if verdict.points > 0:
            return _("%(size)s percentage points higher") % facts
        return _("%(size)s percentage points lower") % facts
    if verdict.percent is None:
        return ""
    facts = {"size": figure(abs(verdict.percent))}
    if verdict.percent > 0:
        return _("%(size)s%% higher") % facts
    return _("%(size)s%% lower") % facts


def _date(verdict: Verdict) -> str:
    if verdict.months is None:
        return ""
    count = abs(verdict.months)
    if verdict.months > 0:
        return ngettext("%(count)d month later", "%(count)d months later", count) % {"count": count}
    return ngettext("%(count)d month earlier", "%(count)d months earlier", count) % {"count": count}
