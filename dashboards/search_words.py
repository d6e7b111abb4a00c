"""The sentences of the search."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from dashboards.queries.search import LONGEST, Found, Sought, Trouble

KINDS = {
    Found.PLAN: pgettext_lazy("found", "Plans"),
    Found.TARGET: pgettext_lazy("found", "Targets"),
    Found.TASK: pgettext_lazy("found", "Tasks"),
    Found.CLAUSE: pgettext_lazy("found", "Clauses"),
    Found.REPORT: pgettext_lazy("found", "Reports"),
    Found.INDICATOR: pgettext_lazy("found", "Indicators"),
    Found.UNIT: pgettext_lazy("found", "Units"),
}


def trouble_words(trouble: Trouble | None) -> str:
    """Why nothing was looked for, and what to write; empty where something was."""
    match trouble:
        case Trouble.EMPTY:
            return _("Write what you look for: two characters or more.")
        case Trouble.SHORT:
            return _("One character stands nearly everywhere. Write two or more.")
        case Trouble.LONG:
            return _(
                "Write at most %(most)d characters: a few words find more than a whole text."
            ) % {"most": LONGEST}
        case Trouble.SIGNS:
            return _("There are only punctuation marks. Write two characters or more.")
    return ""


def searched_words(sought: Sought) -> str:
    """Where was looked, said where nothing was found."""
    if sought.kind:
        where = str(KINDS[Found(sought.kind)])
    else:
        where = pgettext("between kinds", ", ").join(map(str, KINDS.values()))
    return _("Nothing that you may see has “%(text)s” in it. Looked through: %(where)s.") % {
        "text": sought.text,
        "where": where,
    }


def advice(sought: Sought) -> list[str]:
    """How to find more."""
    told = []
    if len(sought.words) > 1:
        told.append(_("Leave out a word: all words have to be there."))
    elif len(sought.phrase) > 2:
        told.append(_("Write fewer characters, such as the first two or three."))
    if sought.plan or sought.unit or sought.year or sought.kind:
        told.append(_("Look through everything instead of a part."))
    told.append(_("Write it as the document does: another form of the name may stand there."))
    return told
