"""The sentences of dashboards."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.templatetags.portal import LAMPS
from dashboards.rules import Coverage, Kind, LampCount, StateCount
from indicators.rules.parts import Apart
from indicators.wording import closing_words

KINDS = {
    Kind.DOCUMENT: pgettext_lazy("waits", "documents to check"),
    Kind.PENDING: pgettext_lazy("waits", "breakdowns to approve"),
    Kind.TO_RECEIVE: pgettext_lazy("waits", "not acknowledged"),
    Kind.OWN_TO_RECEIVE: pgettext_lazy("waits", "to acknowledge"),
    Kind.REFUSED: pgettext_lazy("waits", "refused by their unit"),
    Kind.UNSENT: pgettext_lazy("waits", "late reports"),
    Kind.TO_REVIEW: pgettext_lazy("waits", "reports to review"),
    Kind.COORDINATION: pgettext_lazy("waits", "to coordinate"),
    Kind.EXTENSION: pgettext_lazy("waits", "extensions"),
    Kind.AMENDMENT: pgettext_lazy("waits", "amendments of targets"),
    Kind.COMPLETION: pgettext_lazy("waits", "requests to close out"),
    Kind.CLOSING: pgettext_lazy("waits", "completed, to be struck off"),
    Kind.SLIP: pgettext_lazy("waits", "supervision slips"),
    Kind.INSTRUCTION: pgettext_lazy("waits", "instructions"),
    Kind.UNANSWERED: pgettext_lazy("waits", "instructions without feedback in time"),
}

APART = {
    Apart.OTHER_DEFINITION: gettext_lazy("counted by another definition or in another unit"),
    Apart.OTHER_DATE: gettext_lazy("promised for another date"),
    Apart.NO_NUMBER: pgettext_lazy("target", "without a number"),
    Apart.TWICE: gettext_lazy("promised more than once in its plan"),
}


def verdict(
    cut_off_on: date | None,
    lamps: Sequence[LampCount],
    states: Sequence[StateCount],
    overdue: int,
    coverage: Coverage,
) -> str:
    """How everything stands, in one sentence with counts that add up."""
    parts = [_targets(lamps), _tasks(states, overdue), _coverage(coverage)]
    whole = pgettext("between the parts of a sentence", "; ").join(parts)
    if cut_off_on is None:
        return _("No reporting period has closed yet: %(whole)s.") % {"whole": whole}
    return _("As of %(day)s: %(whole)s.") % {"day": closing_words(cut_off_on), "whole": whole}


def _targets(lamps: Iterable[LampCount]) -> str:
    told = [(str(LAMPS[each.lamp][0]), each.count) for each in lamps]
    total = sum(count for _words, count in told)
    if not total:
        return _("no targets")
    return _("of %(total)d targets %(parts)s") % {"total": total, "parts": _listed(told)}


def _tasks(states: Iterable[StateCount], overdue: int) -> str:
    told = [(each.words, each.count) for each in states]
    total = sum(count for _words, count in told)
    if not total:
        return _("no tasks")
    words = _("of %(total)d tasks %(parts)s") % {"total": total, "parts": _listed(told)}
    if overdue:
        words = _("%(words)s, %(overdue)d overdue") % {"words": words, "overdue": overdue}
    return words


def _coverage(coverage: Coverage) -> str:
    if not coverage.due:
        return _("no reports were due")
    facts = {
        "due": coverage.due,
        "received": coverage.received,
        "missing": coverage.missing,
    }
    return _("%(due)d reports due, %(received)d received, %(missing)d missing") % facts


def _listed(told: Iterable[tuple[str, int]]) -> str:
    """What there is none of is left out; the rest still adds up."""
    pieces = [
        _("%(count)d %(words)s") % {"count": count, "words": words}
        for words, count in told
        if count
    ]
    return pgettext("between counts of a list", ", ").join(pieces)
