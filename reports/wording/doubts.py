"""The sentences of what looks doubtful in a report."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from reports.rules import Doubt


def doubt(code: Doubt, facts: Mapping[str, str]) -> str:
    """What looks doubtful, with the numbers that make it so."""
    sentences = {
        Doubt.NEGATIVE: _("%(figure)s is less than nothing. Check the minus in front of it."),
        Doubt.FALLS: _("%(figure)s is less than the %(last)s of last time, though it is a sum."),
        Doubt.JUMPS: _(
            "From %(last)s to %(figure)s is a step of %(step)s; the usual step is %(usual)s."
        ),
        Doubt.SLIPPED: _(
            "%(figure)s against %(last)s last time: off by about %(factor)s. Check the unit of"
            " measure."
        ),
        Doubt.BELOW_BASELINE: _(
            "%(figure)s is less than the %(baseline)s from which the target is counted."
        ),
        Doubt.SAME_TEXT: _("The progress is the same text as last time."),
        Doubt.SAME_AS_OTHER: _("The progress is the same text as in the report on “%(other)s”."),
        Doubt.DONE_BUT_GOING_ON: _("100%% is done, but the text says “%(words)s”."),
        Doubt.DONE_WITHOUT_EVIDENCE: _("100% is done, but no file shows it."),
        Doubt.DATE_AHEAD: _("The text says of %(day)s, which is still to come, that it is done."),
    }
    sentence = sentences[code]
    return sentence if code is Doubt.DONE_WITHOUT_EVIDENCE else sentence % dict(facts)


def doubts(warnings: Mapping[str, Mapping[str, str]]) -> list[str]:
    """One sentence for each doubt that is kept with a version."""
    return [doubt(Doubt(code), facts) for code, facts in warnings.items()]
