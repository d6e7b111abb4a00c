"""The sentences of dashboards."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from core.templatetags.portal import LAMPS
from dashboards.queries.filters import Filters, Under
from dashboards.rules import Coverage, FamilyStanding, Kind, StateCount
from indicators.models import Family
from indicators.rules.parts import Apart
from indicators.wording import closing_words
from plans.models import Plan
from tasks.models import TaskState

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
    families: Iterable[FamilyStanding],
    states: Sequence[StateCount],
    overdue: int,
    coverage: Coverage,
) -> str:
    """How everything stands, in one sentence with counts that add up, each family for itself."""
    parts = [*_targets(families), _tasks(states, overdue), _coverage(coverage)]
    whole = pgettext("between the parts of a sentence", "; ").join(parts)
    if cut_off_on is None:
        return _("No reporting period has closed yet: %(whole)s.") % {"whole": whole}
    return _("As of %(day)s: %(whole)s.") % {"day": closing_words(cut_off_on), "whole": whole}


def _targets(families: Iterable[FamilyStanding]) -> list[str]:
    told = [_family(each) for each in families if each.targets]
    return told or [_("no targets")]


def _family(standing: FamilyStanding) -> str:
    counts = [(str(LAMPS[each.lamp][0]), each.count) for each in standing.lamps]
    facts = {"total": standing.targets, "parts": _listed(counts)}
    if standing.family == Family.ECONOMIC:
        return _("of %(total)d main economic indicators %(parts)s") % facts
    return _("of %(total)d counted targets %(parts)s") % facts


def _tasks(states: Iterable[StateCount], overdue: int) -> str:
    told = [(str(TaskState(each.state).label), each.count) for each in states]
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


class Chosen(NamedTuple):
    """A filter by its name in the address, and in words."""

    name: str
    words: str


def chosen(plan: Plan | None, filters: Filters) -> list[Chosen]:
    """What a page is limited to."""
    found = []
    if plan is not None:
        found.append(Chosen("plan", plan.title))
    if filters.leader is not None:
        found.append(Chosen("leader", _("field of %(name)s") % {"name": filters.leader.name}))
    if filters.unit is not None:
        found.append(Chosen("unit", _unit(filters.unit)))
    if filters.period is not None:
        day = filters.period.isoformat()
        found.append(Chosen("period", _("period until %(day)s") % {"day": day}))
    return found


def _unit(unit: Under) -> str:
    if not unit.below:
        return unit.name
    words = ngettext(
        "%(name)s and %(n)d unit below it", "%(name)s and %(n)d units below it", unit.below
    )
    return words % {"name": unit.name, "n": unit.below}


def on_pace_head(family: str) -> str:
    """What stands above the share of a family."""
    if family == Family.ECONOMIC:
        return _("Economic indicators on pace")
    return _("Counted targets on pace")


def moved(places: int) -> str:
    """Places won, or lost below zero, since the closing date before."""
    if places > 0:
        return ngettext("up %(n)d place", "up %(n)d places", places) % {"n": places}
    if places < 0:
        return ngettext("down %(n)d place", "down %(n)d places", -places) % {"n": -places}
    return pgettext("rank", "unchanged")
