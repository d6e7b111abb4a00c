"""The portal's own template of a circular, for offices that wrote none."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from briefs.rules.kinds import CircularKind


def default_name(kind: CircularKind) -> str:
    """In red above the line."""
    return {
        CircularKind.CIRCULAR: pgettext("red head", "Supervision Circular"),
        CircularKind.BRIEF: pgettext("red head", "Supervision Brief"),
        CircularKind.ERRATUM: pgettext("red head", "Notice of Correction"),
    }[kind]


def default_title(kind: CircularKind) -> str:
    return {
        CircularKind.CIRCULAR: _("Circular on the progress of {plans} by {closing}"),
        CircularKind.BRIEF: _("Brief on the progress of {plans} by {closing}"),
        CircularKind.ERRATUM: _("Notice of correction to “{title}”"),
    }[kind]


def default_addressee(kind: CircularKind) -> str:
    return {
        CircularKind.CIRCULAR: pgettext("addressee of a circular", "All responsible units:"),
        CircularKind.BRIEF: pgettext("addressee of a circular", "Leaders of the city:"),
        CircularKind.ERRATUM: pgettext("addressee of a circular", "All responsible units:"),
    }[kind]


def default_body(kind: CircularKind) -> str:
    """A line for each paragraph; see `rules.texts` for braces and brackets."""
    if kind is CircularKind.ERRATUM:
        return ""
    if kind is CircularKind.BRIEF:
        return "\n".join([*_situation(), *_laggards()])
    chapters = [_("I. General situation"), *_situation(), _("II. What is behind"), *_laggards()]
    chapters += [_("III. Reporting"), *_reporting(), _("IV. What is demanded"), *_demand()]
    return "\n".join(chapters)


def _situation() -> list[str]:
    return [
        "[reports.due] "
        + _(
            "As known on {day}, figures of {closing} (the same below): reports due {reports.due}, "
            "received {reports.received}, missing {reports.missing}."
        ),
        "[!reports.due] " + _("As known on {day} (the same below)."),
        "[economic.judged] "
        + _(
            "Economic indicators: {economic.listed}. Not counted: judged once a year "
            "{economic.annual}, not to be judged yet {economic.unknown}. Of {economic.judged} "
            "judged, on pace {economic.met}, {economic.met_share}; behind {economic.behind}, "
            "{economic.behind_share}."
        ),
        "[economic.listed] [!economic.judged] "
        + _(
            "Economic indicators: {economic.listed}. None is judged yet: judged once a year "
            "{economic.annual}, not to be judged yet {economic.unknown}."
        ),
        "[counted.judged] "
        + _(
            "Counted targets: {counted.listed}. Not counted: judged once a year {counted.annual}, "
            "not to be judged yet {counted.unknown}. Of {counted.judged} judged, on pace "
            "{counted.met}, {counted.met_share}; behind {counted.behind}, {counted.behind_share}."
        ),
        "[counted.listed] [!counted.judged] "
        + _(
            "Counted targets: {counted.listed}. None is judged yet: judged once a year "
            "{counted.annual}, not to be judged yet {counted.unknown}."
        ),
        "[tasks.judged] "
        + _(
            "Tasks: {tasks.listed}. Not to be judged yet {tasks.unknown}. Of {tasks.judged} "
            "judged, done {tasks.done}, {tasks.done_share}; on pace {tasks.met}, "
            "{tasks.met_share}; behind {tasks.behind}, {tasks.behind_share}."
        ),
        "[tasks.listed] [!tasks.judged] " + _("Tasks: {tasks.listed}. None is to be judged yet."),
    ]


def _laggards() -> list[str]:
    return [
        "[targets.behind] " + _("(1) Targets behind their pace, in the order of protocol:"),
        "{behind.targets}",
        "[targets.unnamed] "
        + _(
            "{targets.unnamed} more targets are less far behind and are not named here; annex 1 "
            "lists them."
        ),
        "[tasks.behind] " + _("(2) Tasks behind their pace, in the order of protocol:"),
        "{behind.tasks}",
        "[tasks.unnamed] "
        + _(
            "{tasks.unnamed} more tasks are less far behind and are not named here; annex 2 lists "
            "them."
        ),
        "[all.judged] [!all.behind] " + _("No target and no task is behind its pace."),
        "[!all.judged] " + _("No target and no task can be judged yet."),
    ]


def _reporting() -> list[str]:
    return [
        "[reports.due] "
        + _(
            "Received {reports.received_share}, missing {reports.missing_share}; past their "
            "deadline {reports.late}. Units that sent nothing at all: {reports.silent}. Missing "
            "reports are told apart from slow work; annex 3 names the units."
        ),
        "[!reports.due] " + _("No reports were due."),
    ]


def _demand() -> list[str]:
    return [
        "[all.behind] "
        + _(
            "The units named above find out why, set the days by which what is missing is made up, "
            "and report them to the supervision office. What stays behind is followed up."
        ),
        "[reports.missing] " + _("Units whose reports are missing send them at once."),
        "[all.judged] [!all.behind] " + _("All units go on at their pace and report in time."),
    ]


def annex_titles() -> tuple[str, str, str]:
    return (
        pgettext("annex", "Targets and how they stand"),
        pgettext("annex", "Tasks and how they stand"),
        pgettext("annex", "Units by results"),
    )
