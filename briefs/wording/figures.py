"""What figures are called, and what they say in a sentence."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from briefs.rules.facts import Group, Standing, Thing
from indicators.models import Lamp
from indicators.wording import by_language


def no_unit() -> str:
    return _("no lead unit named")


def label(name: str) -> str:
    """What a figure is called, for whoever writes or reads a circular."""
    head, _dot, part = name.partition(".")
    if ":" in name:
        return _("what is told of one item")
    return pgettext("figure of a circular", "%(group)s: %(part)s") % {
        "group": _group(head),
        "part": _part(part),
    }


def _group(head: str) -> str:
    return {
        "economic": _("economic indicators"),
        "counted": _("counted targets"),
        "tasks": _("tasks"),
        "targets": _("all targets"),
        "reports": _("reports"),
    }[head]


def _part(part: str) -> str:
    words = {
        "listed": pgettext("figure", "listed"),
        "annual": pgettext("figure", "judged once a year"),
        "unknown": pgettext("figure", "not to be judged yet"),
        "judged": pgettext("figure", "judged"),
        "done": pgettext("figure", "done"),
        "met": pgettext("figure", "on pace"),
        "behind": pgettext("figure", "behind"),
        "due": pgettext("figure", "due"),
        "received": pgettext("figure", "received"),
        "missing": pgettext("figure", "missing"),
        "late": pgettext("figure", "past their deadline"),
        "silent": pgettext("figure", "units that sent nothing"),
        "unnamed": pgettext("figure", "behind and not named"),
    }
    bare = part.removesuffix("_share")
    if bare == part:
        return words[part]
    return pgettext("figure", "share of %(part)s") % {"part": words[bare]}


def standing_words(standing: str) -> str:
    return {
        Standing.DONE: pgettext("standing", "done"),
        Standing.MET: pgettext("standing", "on pace"),
        Standing.BEHIND: pgettext("standing", "behind"),
        Standing.ANNUAL: pgettext("standing", "judged once a year"),
        Standing.UNKNOWN: pgettext("standing", "not judged yet"),
    }[Standing(standing)]


def report_words(*, received: bool, late: bool) -> str:
    """How a report stands that was due."""
    if received:
        return pgettext("report", "received")
    return _("missing, past its deadline") if late else pgettext("report", "missing")


def short_standing(standing: str) -> str:
    """The same in a narrow column."""
    return {
        Standing.DONE: pgettext("standing in a table", "done"),
        Standing.MET: pgettext("standing in a table", "on pace"),
        Standing.BEHIND: pgettext("standing in a table", "behind"),
        Standing.ANNUAL: pgettext("standing in a table", "yearly"),
        Standing.UNKNOWN: pgettext("standing in a table", "open"),
    }[Standing(standing)]


def number_words(name: str, value: object) -> str:
    """A count or a share as it is printed."""
    return f"{value}%" if name.endswith("_share") else str(value)


def quotable(name: str) -> str:
    """Inside a quotation, quotation marks are single ones."""
    return name.replace("“", "‘").replace("”", "’")


def line_words(thing: Thing) -> str:
    """A sentence about one laggard: who, what, how far behind, and what the unit says."""
    facts = {
        "unit": thing.unit,
        "name": quotable(thing.name),
        "promise": thing.promise,
        "sentence": thing.sentence,
        "reason": thing.reason,
        "days": thing.days or 0,
    }
    if thing.group is Group.TASKS:
        told = [_("%(unit)s, task “%(name)s”: %(sentence)s") % facts]
    else:
        told = [_("%(unit)s, “%(name)s” (%(promise)s): %(sentence)s") % facts]
        if thing.days:
            told.append(_("It is %(days)d days past its due date.") % facts)
    if thing.reason:
        told.append(_("The unit's reason: %(reason)s.") % facts)
    return by_language("", " ").join(told)


def family_words(led: Mapping[str, Any]) -> str:
    """How a unit stands in a family: on pace of judged, share and rank."""
    if not led["judged"]:
        return "—"
    return _("%(met)d/%(judged)d, %(share)s%%, no. %(rank)d") % led


def unit_words(row: Mapping[str, Any], columns: Iterable[str]) -> str:
    """Some columns of a unit's row of the third annex."""
    heads = {
        "tasks": _("Tasks led"),
        "tasks_behind": _("Tasks behind"),
        "due": _("Reports due"),
        "missing": _("Reports missing"),
    }
    told = [
        f"{heads[name]} {row[name]}"
        if name in heads
        else f"{_group(name)} {family_words(row[name])}"
        for name in columns
    ]
    return pgettext("between columns", "; ").join(told)


def value_words(name: str, value: object) -> str:
    """A figure's value for a table of corrections."""
    if isinstance(value, dict):
        facts = {
            "standing": standing_words(value["standing"]),
            "lamp": str(Lamp(value["lamp"]).label),
            "reached": value["reached"],
            "expected": value["expected"],
        }
        words = _("%(standing)s (lamp: %(lamp)s), reached %(reached)s of %(expected)s expected")
        return words % facts
    return "—" if value is None else number_words(name, value)
