"""Everything that a verdict was computed from, as JSON, and the way back to the verdict."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.rules.aims import Aim
from indicators.rules.books import BOOKS
from indicators.rules.lamps import judge_readings
from indicators.rules.schemes import Band, Distance, Scheme
from indicators.rules.verdicts import Reading, Verdict
from indicators.rules.words import Comparator, Kind, Lamp, PaceRule, Recurrence, Standing

Json = dict[str, Any]


@dataclass(frozen=True)
class Inputs:
    """What was promised, what had been reported, and on which day it was judged."""

    aim: Aim
    readings: tuple[Reading, ...]
    on: date


def inputs_as_json(inputs: Inputs) -> Json:
    """Numbers as text: JSON's own would lose digits."""
    aim = {field.name: _plain(getattr(inputs.aim, field.name)) for field in fields(Aim)}
    aim["planned"] = _pairs(inputs.aim.planned)
    readings = _pairs((reading.on, reading.value) for reading in inputs.readings)
    return {"aim": aim, "readings": readings, "on": inputs.on.isoformat()}


def inputs_from_json(data: Json) -> Inputs:
    aim = data["aim"]
    numbers = ("value", "baseline", "value_high", "reference")
    known: Json = {name: _number(aim[name]) for name in numbers}
    known |= {name: _day(aim[name]) for name in ("due_on", "starts_on")}
    readings = tuple(Reading(date.fromisoformat(day), Decimal(n)) for day, n in data["readings"])
    planned = tuple((date.fromisoformat(day), Decimal(number)) for day, number in aim["planned"])
    promise = Aim(
        kind=Kind(aim["kind"]),
        comparator=Comparator(aim["comparator"]),
        every=Recurrence(aim["every"]) if aim["every"] else None,
        pace_rule=PaceRule(aim["pace_rule"]),
        planned=planned,
        percent=aim["percent"],
        **known,
    )
    return Inputs(promise, readings, date.fromisoformat(data["on"]))


def scheme_as_json(scheme: Scheme) -> Json:
    bands = [{name: _plain(value) for name, value in asdict(b).items()} for b in scheme.bands]
    return asdict(scheme) | {"distance": scheme.distance.value, "bands": bands}


def scheme_from_json(data: Json) -> Scheme:
    bands = tuple(
        Band(
            **each
            | {
                "lamp": Lamp(each["lamp"]),
                "standing": Standing(each["standing"]),
                "up_to": _number(each["up_to"]),
            }
        )
        for each in data["bands"]
    )
    return Scheme(**data | {"distance": Distance(data["distance"]), "bands": bands})


def recompute(inputs: Json, scheme: Json, *, rule_version: int) -> Verdict:
    """The verdict once more, from its own inputs, by the rules as they were then."""
    known = inputs_from_json(inputs)
    return judge_readings(
        known.aim,
        known.readings,
        on=known.on,
        scheme=scheme_from_json(scheme),
        book=BOOKS[rule_version],
    )


def _pairs(pairs: Iterable[tuple[date, Decimal]]) -> list[list[str]]:
    return [[day.isoformat(), str(number)] for day, number in pairs]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
