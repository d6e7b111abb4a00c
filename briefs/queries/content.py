"""Everything that a circular says, as plain JSON: its figures, its annexes, its charts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from briefs.rules import figures
from briefs.rules.facts import Expected, Group, Snapshot, Standing, Thing
from briefs.rules.figures import Figure, Found
from briefs.rules.texts import BLOCKS, references
from briefs.wording.figures import line_words, no_unit, number_words, short_standing, standing_words
from core.calendar import end_of
from core.charts import Bars
from indicators.rules import competition_ranks
from indicators.wording import closing_words, day_words

# The form of `Circular.content`.
VERSION = 1
# So many laggards of a kind are named in a text; the annexes list all.
MOST_NAMED = 20
MOST_BARS = 20
# Conditions of templates besides figures.
CONDITIONS = ("targets.behind", "all.behind", "all.judged")
WORDS = ("day", "closing", "plans", "title")
FAMILIES = (Group.ECONOMIC, Group.COUNTED)

Json = dict[str, Any]


def known_names(snapshot: Snapshot) -> set[str]:
    """Everything that a text may name."""
    things = (*snapshot.targets, *snapshot.tasks)
    return {*figures.names(), *WORDS, *(thing.key for thing in things)}


def words_of(snapshot: Snapshot, *, title: str = "") -> dict[str, str]:
    """What a text names besides figures."""
    closing = snapshot.closing_on or snapshot.on
    return {
        "day": day_words(snapshot.on),
        "closing": closing_words(closing),
        "plans": _plans([name for _pk, name in snapshot.plans]),
        "title": title,
    }


def values_for(snapshot: Snapshot) -> dict[str, object]:
    """What the conditions of a template are decided by."""
    values: dict[str, object] = {}
    for name in figures.names():
        found = figures.find(name, snapshot, named=named_things(snapshot))
        values[name] = found.value if found else 0
    late = [len(figures.behind(things)) for things in (snapshot.targets, snapshot.tasks)]
    judged = any(values[f"{group.value}.judged"] for group in Group)
    return values | {
        "targets.behind": late[0],
        "all.behind": sum(late),
        "all.judged": int(judged),
    }


def blocks_of(snapshot: Snapshot) -> dict[str, list[str]]:
    """Who is named: the worst, in the order of protocol."""
    lists = (snapshot.targets, snapshot.tasks)
    return {name: _worst(things) for name, things in zip(BLOCKS, lists, strict=True)}


def named_things(snapshot: Snapshot) -> list[str]:
    return [key for keys in blocks_of(snapshot).values() for key in keys]


def content_of(snapshot: Snapshot, body: str) -> Json:
    """Every figure that is known by name, what the text tells of single things, and the annexes."""
    named = [name for name in references(body) if ":" in name]
    kept = {}
    for name in [*figures.names(), *named]:
        found = figures.find(name, snapshot, named=named)
        if found is not None:
            kept[name] = _figure(name, found, snapshot, named).as_json
    units = unit_rows(snapshot)
    return {
        "version": VERSION,
        "plans": [pk for pk, _title in snapshot.plans],
        "known_on": snapshot.on.isoformat(),
        "corrected_on": snapshot.corrected_on.isoformat() if snapshot.corrected_on else None,
        "words": words_of(snapshot),
        "figures": kept,
        "annex": {
            "targets": [_row(thing) for thing in snapshot.targets],
            "tasks": [_row(thing) for thing in snapshot.tasks],
            "units": units,
        },
        "charts": [chart.as_json for chart in _charts(units)],
    }


def _figure(name: str, found: Found, snapshot: Snapshot, named: Sequence[str]) -> Figure:
    corrected_on = snapshot.corrected_on
    arguments: Json = {
        "plans": [pk for pk, _title in snapshot.plans],
        "known_on": snapshot.on.isoformat(),
        "corrected_on": corrected_on.isoformat() if corrected_on else None,
    }
    if name.endswith(".unnamed"):
        arguments["named"] = list(named)
    row = found.rows[0] if ":" in name else None
    words = line_words(row) if isinstance(row, Thing) else number_words(name, found.value)
    return Figure(
        name=name,
        query=name.partition(":")[0],
        arguments=arguments,
        value=found.value,
        words=words,
        cut_off=end_of(snapshot.on).isoformat(),
        rows=len(found.rows),
        rows_hash=figures.rows_hash(found.rows),
    )


def _plans(titles: Sequence[str]) -> str:
    if len(titles) == 1:
        return _("“%(plan)s”") % {"plan": titles[0]}
    return _("%(number)d plans") % {"number": len(titles)}


def _worst(things: Iterable[Thing]) -> list[str]:
    late = sorted(figures.behind(things), key=lambda thing: thing.severity)[:MOST_NAMED]
    return [thing.key for thing in sorted(late, key=lambda thing: thing.order)]


def _row(thing: Thing) -> Json:
    return {
        "key": thing.key,
        "pk": thing.pk,
        "group": thing.group.value,
        "plan": thing.plan,
        "number": thing.number,
        "name": thing.name,
        "unit": thing.unit,
        "promise": thing.promise,
        "due": thing.due,
        "reached": thing.reached,
        "expected": thing.expected,
        "gap": None if thing.gap is None else str(thing.gap),
        "days": thing.days,
        "standing": thing.standing.value,
        "stands": short_standing(thing.standing),
        "lamp": thing.lamp,
    }


def unit_rows(snapshot: Snapshot) -> list[Json]:
    """Each unit with what it leads and owes; ranked by the targets of each family apart."""
    targets, tasks = _by_unit(snapshot.targets), _by_unit(snapshot.tasks)
    reports = _by_unit(snapshot.reports)
    every = {**targets, **tasks, **reports}
    order = {pk: every[pk][0].order[:2] for pk in every}
    rows = [
        _unit(pk, targets.get(pk, []), tasks.get(pk, []), reports.get(pk, []))
        for pk in sorted(every, key=lambda pk: order[pk])
    ]
    for family in FAMILIES:
        ranked = [row[family] for row in rows if row[family]["judged"]]
        ranks = competition_ranks([Decimal(each["share"]) for each in ranked])
        for each, rank in zip(ranked, ranks, strict=True):
            each["rank"] = rank
    return rows


def _unit(pk: int | None, targets: list[Any], tasks: list[Any], reports: list[Any]) -> Json:
    led = {
        family.value: _led([thing for thing in targets if thing.group is family])
        for family in FAMILIES
    }
    return led | {
        "pk": pk,
        "name": (targets or reports or tasks)[0].order[1] or _nobody([*targets, *tasks]),
        "targets": len(targets),
        "met": sum(each["met"] for each in led.values()),
        "behind": len(figures.behind(targets)),
        "tasks": len(tasks),
        "tasks_behind": len(figures.behind(tasks)),
        "due": len(reports),
        "missing": sum(not report.received for report in reports),
    }


def _nobody(things: Iterable[Thing]) -> str:
    """What the things without one lead unit stand under; a group may lead (各乡镇人民政府)."""
    named = any(thing.unit != no_unit() for thing in things)
    return _("groups of units, or no lead unit named") if named else no_unit()


def _led(targets: list[Thing]) -> Json:
    """How a unit stands in one family."""
    met = sum(thing.standing in (Standing.DONE, Standing.MET) for thing in targets)
    judged = met + len(figures.behind(targets))
    share = (Decimal(100) * met / judged).quantize(Decimal("0.1")) if judged else None
    return {
        "judged": judged,
        "met": met,
        "share": None if share is None else str(share),
        "rank": None,
    }


def _by_unit(things: Iterable[Any]) -> dict[int | None, list[Thing | Expected]]:
    found: dict[int | None, list[Thing | Expected]] = defaultdict(list)
    for thing in things:
        found[thing.unit_pk].append(thing)
    return found


def _charts(units: Sequence[Json]) -> list[Bars]:
    """Targets of each unit, by how they stand; those with most behind where there are many."""
    led = sorted((unit for unit in units if unit["targets"]), key=lambda unit: -unit["behind"])
    if not led:
        return []
    shown = led[:MOST_BARS]
    return [
        Bars(
            title=_("Targets of the units, by how they stand"),
            unit=pgettext("unit of measure", "targets"),
            categories=[unit["name"] for unit in shown],
            parts=[
                standing_words(Standing.MET),
                standing_words(Standing.BEHIND),
                standing_words(Standing.UNKNOWN),
            ],
            values=[
                [unit["met"], unit["behind"], unit["targets"] - unit["met"] - unit["behind"]]
                for unit in shown
            ],
            source=_("Figures that units reported and that were approved"),
        )
    ]
