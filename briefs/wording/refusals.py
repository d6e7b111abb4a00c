"""Why a step on a circular is refused, and what to do instead."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from briefs.models import Circular, CircularStep
from briefs.rules.checks import Clash, Contradiction
from briefs.rules.states import CircularVerb, Need
from briefs.rules.texts import LONGEST_LINE, MOST_LINES, Fault, Trouble
from briefs.wording.figures import label, standing_words
from briefs.wording.words import did
from indicators.wording import by_language
from tasks.wording.texts import moment


def not_yours(verb: CircularVerb) -> str:
    if verb in {CircularVerb.APPROVE, CircularVerb.RETURN, CircularVerb.WITHDRAW}:
        return _("Only the head of the supervision office can do this.")
    return _("Only the supervision office can do this.")


def forbidden(circular: Circular) -> str:
    facts = {"circular": circular, "state": circular.get_state_display()}
    return _("“%(circular)s” is in the state “%(state)s”, in which this cannot be done.") % facts


def who_was_faster(newest: CircularStep) -> str:
    facts = {"who": newest.by, "at": moment(newest.at), "did": did(newest.verb)}
    return _("%(who)s was faster (%(at)s: %(did)s). Read the circular again, then decide.") % facts


def second_person() -> str:
    return _("Whoever laid the circular before the head does not approve it: somebody else does.")


def unmet(need: Need) -> str:
    return {Need.SECOND_PERSON: second_person()}[need]


def day_not_over() -> str:
    return _("The cut-off is the end of a day that is over: choose yesterday or an earlier day.")


def nothing_known() -> str:
    return _("Nothing was being carried out yet on that day. Choose a later cut-off.")


def nothing_outdated() -> str:
    return _("No figure of this circular was corrected: there is nothing to tell.")


def correction_is_drafted(erratum: Circular) -> str:
    words = _("A notice of correction is being prepared already (%(state)s): go on with it.")
    return words % {"state": erratum.get_state_display()}


def trouble(found: Trouble) -> str:
    """What is wrong with a line of a text, and what to write instead."""
    words = {
        Fault.UNKNOWN: _("Line %(line)d: there is no figure “%(found)s”. Choose one of the list."),
        Fault.BRACE: _("Line %(line)d: a brace is open. Write a figure as {counted.met}."),
        Fault.TYPED: _(
            "Line %(line)d: the number %(found)s was typed by hand. Name a figure of the list in "
            "braces instead, so that it agrees with the annexes."
        ),
        Fault.LONG: _("Line %(line)d is too long. Shorten it to %(longest)d characters."),
        Fault.MANY: _("A circular has at most %(most)d lines."),
        Fault.EMPTY: _("The text is empty. Write at least one sentence."),
        Fault.BLOCK: _("Line %(line)d: {%(found)s} stands alone in its line."),
    }[found.fault]
    facts = {"line": found.line, "found": found.found}
    return words % (facts | {"longest": LONGEST_LINE, "most": MOST_LINES})


def contradiction(found: Contradiction) -> str:
    """Which figures do not fit together."""
    words = {
        Clash.SUM: _("“%(figure)s” is %(printed)s, but its parts add up to %(counted)s."),
        Clash.SHARES: _("The shares of “%(figure)s” add up to %(printed)s instead of %(counted)s."),
        Clash.ANNEX: _("“%(figure)s” is %(printed)s in the text and %(counted)s in the annex."),
        Clash.UNITS: _("“%(figure)s” is %(printed)s, but annex 3 adds up to %(counted)s."),
        Clash.NAMED: _("The text calls %(figure)s “%(printed)s”, the annex “%(counted)s”."),
        Clash.CHANGED: _(
            "“%(figure)s” is %(printed)s here, but as known at the cut-off it is %(counted)s. Save "
            "the draft again to take the figure over."
        ),
    }[found.clash]
    named = found.clash is Clash.NAMED
    facts = {
        "figure": found.figure if ":" in found.figure else label(found.figure),
        "printed": _standing(found.printed) if named else found.printed,
        "counted": _standing(found.counted) if named else found.counted,
    }
    return words % facts


def unsound(troubles: Sequence[Trouble], clashes: Sequence[Contradiction]) -> list[str]:
    return [*map(trouble, troubles), *map(contradiction, clashes)]


def joined(sentences: Sequence[str]) -> str:
    return by_language("", " ").join(sentences)


def _standing(standing: str) -> str:
    return "—" if standing == "—" else standing_words(standing)


def short_text(text: str, longest: int) -> str:
    """What is wrong with a title or an addressee; empty where nothing is."""
    if not text.strip():
        return _("This is empty. Fill it in.")
    if len(text) > longest:
        return _("This is too long. Shorten it to %(longest)d characters.") % {"longest": longest}
    return ""


def no_reason() -> str:
    return _("Write a sentence or two, so that the others know what it is about.")
