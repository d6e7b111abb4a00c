"""What a circular's figures are asked again: at its cut-off, and with what was corrected since."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from briefs.models import Circular
from briefs.queries.content import FAMILIES, known_names, unit_rows
from briefs.queries.snapshot import snapshot_of
from briefs.rules import figures
from briefs.rules.checks import Clash, Contradiction, contradictions
from briefs.rules.facts import Group, Snapshot, Thing
from briefs.rules.figures import Row
from briefs.rules.texts import Trouble, troubles
from briefs.wording.figures import quotable, unit_words, value_words
from core.calendar import end_of
from indicators.models import Measurement, TargetVerdict
from indicators.wording import amount, closing_words
from tasks.models import Progress, TaskVerdict
from units.models import User

# Of `content["changes"]`: how the text of an erratum names one of them.
CHANGE = "change:"
UNIT = "unit:"
# What the third annex prints of a unit.
UNIT_COLUMNS = (
    *(group.value for group in FAMILIES), "tasks", "tasks_behind", "due", "missing",
)  # fmt: skip

# Corrections by the thing that they are about.
Told = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Outdated:
    """A figure that says something else now, with the corrections that did it."""

    name: str
    printed: str
    now: str
    because: tuple[dict[str, Any], ...]


def snapshot_again(circular: Circular, *, by: User | None = None) -> Snapshot:
    """As known at the circular's own cut-off, over the plans that it was drafted about."""
    plans, corrected_on = circular.content["plans"], circular.corrected_on
    groups = _printed_groups(circular)
    return snapshot_of(plans, on=circular.known_on, corrected_on=corrected_on, by=by, groups=groups)


def _printed_groups(circular: Circular) -> dict[int, Group]:
    """Target -> where it was counted. The office may have moved its indicator since, which makes
    nothing wrong that was printed."""
    printed = circular.content["annex"]["targets"]
    return {row["pk"]: Group(row["group"]) for row in printed}


def names_in(circular: Circular, snapshot: Snapshot) -> set[str]:
    """Everything that the text of this circular may name."""
    changes = circular.content.get("changes", {})
    return {*known_names(snapshot), *(f"{CHANGE}{name}" for name in changes)}


def rows_behind(circular: Circular, name: str) -> tuple[Row, ...] | None:
    """The list behind a figure as known at the cut-off; None where there is no such figure."""
    kept = circular.content["figures"].get(name)
    if kept is None:
        return None
    named = kept["arguments"].get("named", ())
    found = figures.find(name, snapshot_again(circular), named=named)
    return found.rows if found else ()


def text_troubles(circular: Circular) -> list[Trouble]:
    content = circular.content
    things = (row["key"] for rows in ("targets", "tasks") for row in content["annex"][rows])
    changes = (f"{CHANGE}{name}" for name in content.get("changes", {}))
    known = {*content["figures"], *content["words"], *things, *changes}
    return troubles(circular.body, known)


def clashes_of(circular: Circular) -> list[Contradiction]:
    """What contradicts itself, and what was not known so at the cut-off."""
    found = contradictions(circular.content)
    snapshot = snapshot_again(circular)
    for name, kept in circular.content["figures"].items():
        again = figures.find(name, snapshot, named=kept["arguments"].get("named", ()))
        if figures.changed(kept, again):
            value = again.value if again else None
            printed, counted = (value_words(name, each) for each in (kept["value"], value))
            found.append(Contradiction(Clash.CHANGED, name, printed, counted))
    return found


def outdated_figures(circular: Circular, *, corrected_on: date) -> list[Outdated]:
    """Printed figures that corrections up to that day made wrong; in the active language."""
    plans, on = circular.content["plans"], circular.known_on
    since = circular.corrected_on or on
    if corrected_on <= since or not _was_corrected(plans, since, corrected_on):
        return []
    groups = _printed_groups(circular)
    snapshot = snapshot_of(plans, on=on, corrected_on=corrected_on, groups=groups)
    moved = _moved(circular, snapshot)
    if not moved:
        return []
    told = _corrections(moved, since, corrected_on)
    return [
        *_outdated_in_text(circular, snapshot, moved, told),
        *_outdated_things(circular, moved, told),
        *_outdated_units(circular, snapshot, moved, told),
    ]


def _outdated_in_text(
    circular: Circular, snapshot: Snapshot, moved: Sequence[Thing], told: Told
) -> Iterator[Outdated]:
    for name, kept in circular.content["figures"].items():
        again = figures.find(name, snapshot, named=kept["arguments"].get("named", ()))
        if figures.changed(kept, again):
            value = again.value if again else None
            because = [each for thing in moved if _bears(name, thing) for each in told[thing.key]]
            printed, now = (value_words(name, each) for each in (kept["value"], value))
            yield Outdated(name, printed, now, tuple(because))


def _outdated_things(circular: Circular, moved: Sequence[Thing], told: Told) -> Iterator[Outdated]:
    """Rows of the first two annexes of which the text says nothing."""
    annex = circular.content["annex"]
    printed = {row["key"]: row for row in (*annex["targets"], *annex["tasks"])}
    for thing in moved:
        if thing.key not in circular.content["figures"]:
            was = value_words(thing.key, printed[thing.key])
            now = value_words(thing.key, figures.value_of(thing))
            yield Outdated(thing.key, was, now, tuple(told[thing.key]))


def _outdated_units(
    circular: Circular, snapshot: Snapshot, moved: Sequence[Thing], told: Told
) -> Iterator[Outdated]:
    """Rows of the third annex. Who moves takes others along in the ranking."""
    again = {row["pk"]: row for row in unit_rows(snapshot)}
    for printed in circular.content["annex"]["units"]:
        now = again.get(printed["pk"], printed)
        columns = [name for name in UNIT_COLUMNS if printed[name] != now[name]]
        if columns:
            own = [thing for thing in moved if thing.unit_pk == printed["pk"]]
            because = [each for thing in own or moved for each in told[thing.key]]
            was, known = unit_words(printed, columns), unit_words(now, columns)
            yield Outdated(unit_name(printed["pk"]), was, known, tuple(because))


def unit_name(pk: int | None) -> str:
    """How a row of the third annex is named among what is outdated."""
    return f"{UNIT}{pk or 0}"


def _was_corrected(plans: Collection[int], since: date, until: date) -> bool:
    """Whether anything was replaced at all; quick questions, so that no plan is judged."""
    between = (end_of(since), end_of(until))
    judged = [
        TargetVerdict.objects.filter(target__plan__in=plans),
        TaskVerdict.objects.filter(task__plan__in=plans),
    ]
    reported = [
        Measurement.objects.filter(target__plan__in=plans),
        Progress.objects.filter(task__plan__in=plans),
    ]
    replaced = [rows.filter(superseded_at__range=between) for rows in (*reported, *judged)]
    decided = [rows.filter(overridden_at__range=between) for rows in judged]
    return any(rows.exists() for rows in (*replaced, *decided))


def _moved(circular: Circular, snapshot: Snapshot) -> list[Thing]:
    """Targets and tasks that stand otherwise than they were printed."""
    annex = circular.content["annex"]
    printed = {row["key"]: row for row in (*annex["targets"], *annex["tasks"])}
    told = ("standing", "lamp", "reached", "expected", "days")
    return [
        thing
        for thing in (*snapshot.targets, *snapshot.tasks)
        if thing.key in printed
        and any(printed[thing.key][name] != figures.value_of(thing)[name] for name in told)
    ]


def _bears(name: str, thing: Thing) -> bool:
    """Whether a figure counts or tells that thing."""
    if ":" in name:
        return name == thing.key
    head = name.partition(".")[0]
    return head == thing.group or (head == "targets" and thing.group is not Group.TASKS)


def _corrections(moved: Iterable[Thing], since: date, until: date) -> Told:
    """By thing: which rows replaced what had been known. Four queries."""
    told: Told = {thing.key: [] for thing in moved}
    targets = [thing.pk for thing in moved if thing.group is not Group.TASKS]
    tasks = [thing.pk for thing in moved if thing.group is Group.TASKS]
    between = {"recorded_at__gte": end_of(since), "recorded_at__lt": end_of(until)}
    for measured in Measurement.objects.filter(target__in=targets, **between).select_related(
        "target__indicator"
    ):
        indicator = measured.target.indicator
        value = amount(measured.value, indicator.unit_of_measure)
        words = _because(measured, indicator.name, measured.period_ends_on, value)
        told[f"target:{measured.target_id}"].append(words)
    for done in Progress.objects.filter(task__in=tasks, **between).select_related("task"):
        words = _because(done, done.task.title, done.closing_on, f"{done.percent}%")
        told[f"task:{done.task_id}"].append(words)
    lamps = TargetVerdict.objects.filter(target__in=targets, **between)
    for lamp in lamps.exclude(override_band=""):
        told[f"target:{lamp.target_id}"].append(_decided(lamp))
    task_lamps = TaskVerdict.objects.filter(task__in=tasks, **between)
    for task_lamp in task_lamps.exclude(override_band=""):
        told[f"task:{task_lamp.task_id}"].append(_decided(task_lamp))
    return told


def _because(row: Any, name: str, day: date, value: str) -> dict[str, Any]:
    words = _("“%(name)s”, %(day)s: %(value)s, recorded on %(at)s")
    facts = {"name": quotable(name), "day": closing_words(day), "value": value, "at": _at(row)}
    return {"model": row._meta.label_lower, "pk": row.pk, "words": words % facts}


def _decided(row: Any) -> dict[str, Any]:
    words = _("lamp decided on %(at)s: %(reason)s")
    facts = {"at": _at(row), "reason": row.override_reason}
    return {"model": row._meta.label_lower, "pk": row.pk, "words": words % facts}


def _at(row: Any) -> str:
    return f"{timezone.localtime(row.recorded_at):%Y-%m-%d %H:%M}"
