"""What becomes of each line about a target's value. Decides everything, saves nothing."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from core.calendar import last_day_of_month
from reports.rules import Content, Subject, validate
from sheets import queries
from sheets.checks.cells import Told, says_nothing
from sheets.checks.lines import Judged, Line
from sheets.checks.naming import SHOWN, Nearest, UnitBook
from sheets.columns import KINDS
from sheets.queries import Standing, TargetFacts
from sheets.rules import Outcome
from sheets.rules.cells import Around, as_seen, plain
from sheets.rules.cells.plainly import is_bare_number
from units.rules import name_key

KIND = "measurements"
COLUMNS = KINDS[KIND]
WORDS = ("plan", "indicator", "unit", "unit_of_measure", "ends_on", "source")
LIMITS = {"source": 200}


class MeasurementJudge:
    """Judges the lines of one sheet, batch by batch; remembers the targets that it has seen."""

    def __init__(self, *, today: date, around: Around) -> None:
        # The running month's figure counts as soon as it is known.
        self.last_day = last_day_of_month(today)
        self.around = around
        self.units = UnitBook()
        self.indicators = Nearest(queries.indicator_names)
        self.targets: dict[str, list[TargetFacts]] = {}

    def judge(self, claims: Sequence[Line]) -> list[Judged]:
        """One outcome for each line that says something, in the order of the sheet."""
        read = [self._read(line) for line in claims if not says_nothing(line, COLUMNS)]
        self._look_up({name_key(told.text("indicator")) for told in read})
        found = [(told, self._target(told)) for told in read]
        for told, target in found:
            self._take_value(told, target)
        places = {
            (target.pk, told.fields["ends_on"])
            for told, target in found
            if target is not None and "ends_on" in told.fields
        }
        values = queries.values_at(places)
        return [_judged(told, target, values) for told, target in found]

    def _read(self, line: Line) -> Told:
        told = Told(line, KIND)
        for key in WORDS:
            told.take(COLUMNS[key], self.around)
        told.limit(LIMITS)
        day = told.fields.get("ends_on")
        if day is not None and day > self.last_day:
            told.refuse("ends_on", "future", day.isoformat())
        return told

    def _look_up(self, keys: set[str]) -> None:
        new = {key for key in keys if key and key not in self.targets}
        if new:
            self.targets |= {key: [] for key in new}
            for target in queries.targets_called(new):
                self.targets[target.key].append(target)

    def _target(self, told: Told) -> TargetFacts | None:
        """The only target that the line can mean."""
        text = told.text("indicator")
        if not text:
            return None  # refused already
        known = self.targets[name_key(text)]
        if not known:
            near = self.indicators.to(text)
            code = "unknown_target_near" if near else "unknown_target"
            told.refuse("indicator", code, text[:SHOWN], near)
            return None
        left = self._of_unit(told, _of_plan(told, known))
        if len(left) > 1:
            measure = name_key(told.text("unit_of_measure"))
            left = [each for each in left if name_key(each.measure) == measure] or left
        if len(left) > 1:
            told.refuse("indicator", "several_targets", text[:SHOWN], _told_apart(left))
        if len(left) != 1:
            return None
        if not left[0].is_running:
            told.refuse("plan" if told.text("plan") else "indicator", "plan_closed")
        return left[0]

    def _of_unit(self, told: Told, targets: list[TargetFacts]) -> list[TargetFacts]:
        if not (targets and told.text("unit")):
            return targets
        unit = self.units.only(told, "unit")
        if unit is None:
            return []
        left = [each for each in targets if each.unit_id == unit.pk]
        if not left:
            leads = "、".join(dict.fromkeys(each.unit for each in targets if each.unit))
            told.refuse("unit", "other_lead", unit.name, leads or "—")
        return left

    def _take_value(self, told: Told, target: TargetFacts | None) -> None:
        line, measure = told.line, told.text("unit_of_measure")
        cell = line.cells.get("value")
        wanted = target.measure if target else measure
        if is_bare_number(cell) and measure and name_key(measure) != name_key(wanted):
            # The sheet counts in another measure than the plan: the reader converts, or refuses.
            told.line = line._replace(cells={**line.cells, "value": f"{as_seen(cell)}{measure}"})
        percent = "value" in line.percents
        told.take(COLUMNS["value"], _around(self.around, wanted, percent))
        told.line = line
        value = told.fields.get("value")
        if value is not None:
            faults = validate(Content(value=value), about=Subject.TARGET, submit=False)
            for fault in faults.values():
                told.refuse("value", fault, as_seen(value)[:SHOWN])


@lru_cache(maxsize=1000)
def _around(around: Around, measure: str, percent: bool) -> Around:
    return around._replace(measure=measure, percent=percent)


def _of_plan(told: Told, targets: list[TargetFacts]) -> list[TargetFacts]:
    """Those of the plan that the line names by its title, or by a part of it."""
    text = told.text("plan")
    if not text:
        return targets
    key = name_key(text).strip("《》")
    left = [each for each in targets if key in name_key(each.plan)]
    exact = [each for each in left if name_key(each.plan).strip("《》") == key]
    if not left:
        plans = "、".join(dict.fromkeys(each.plan for each in targets[:5]))
        told.refuse("plan", "other_plan", text[:SHOWN], plans)
    return exact or left


def _told_apart(targets: Sequence[TargetFacts]) -> str:
    """Where several plans or units have the target."""
    return "、".join(
        dict.fromkeys(
            f"{each.plan}（{each.unit}）" if each.unit else each.plan for each in targets[:5]
        )
    )


def _judged(
    told: Told, target: TargetFacts | None, values: dict[tuple[int, date], Standing]
) -> Judged:
    judged = Judged(told.line, troubles=told.troubles)
    judged.subject = target.name if target else told.text("indicator")[:SHOWN]
    if target is not None:
        judged.about_id = target.pk
    if target is None or told.is_refused:
        return judged.refuse()
    day, value = told.fields["ends_on"], told.fields["value"]
    known = values.get((target.pk, day))
    source = told.text("source")
    judged.content = {"ends_on": day.isoformat(), "value": plain(value), "source": source}
    if known is not None and known.value == value and source in ("", known.source):
        judged.outcome = Outcome.SAME
        return judged
    before = {"value": plain(known.value), "source": known.source} if known else {}
    judged.before = {
        key: before.get(key, "")
        for key in ("value", "source")
        if before.get(key, "") != judged.content[key]
    }
    judged.outcome = Outcome.CHANGED if known else Outcome.NEW
    if known is not None and known.reported:
        told.note("value", "was_reported", plain(known.value))
    return judged
