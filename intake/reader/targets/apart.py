"""A、B分别达到10家和5家: several numbers, each of its own noun or of its own year."""

import re
from dataclasses import replace

from intake.reader.dates import Mention
from intake.reader.lines import View
from intake.reader.numbers import Quantity

from . import indicators
from .describing import is_reward
from .found import Found
from .indicators import TAIL_JOINT, Noun, Words, words_before
from .place import Place

APART = re.compile("分别")


def apart_run(view: View, left: int, quantities: list[Quantity]) -> list[Quantity]:
    """The numbers behind 分别, if there are several with nothing but joints between them."""
    if len(quantities) < 2 or not APART.search(view.plain, left, quantities[0].start):
        return []
    run = [quantities[0]]
    for quantity in quantities[1:]:
        if not TAIL_JOINT.fullmatch(view.plain, run[-1].end, quantity.start):
            break
        run.append(quantity)
    return run if len(run) > 1 else []


def read_apart(place: Place, run: list[Quantity], heard: list[Mention]) -> list[Found]:
    """One target for each number of the run, of which `place` is the first."""
    view, scope = place.view, place.scope
    if scope.past or is_reward(view.plain, place.claimed, run[0], run[-1].end):
        return []
    years = _years_run(view, heard, len(run))
    said = APART.search(view.plain, place.left, run[0].start)
    taken = words_before(view, said.end() if said else place.left, run[0].start)
    nouns = _nouns(place, said.start() if said else place.left, taken, years)
    names = _names(place, nouns, len(run), same=bool(years))
    change = taken.change or (nouns.change if not nouns.end else "")
    found: list[Found] = []
    for index, (name, quantity) in enumerate(zip(names, run, strict=True)):
        if years:
            scope.hear(years[index])
        whole = name if name.endswith(change) else name + change
        noun = Noun(whole, (nouns.start, nouns.end), "apart")
        one = replace(quantity, unit=_shared_unit(quantity, run[-1]))
        found += place.found(noun, taken, end=run[-1].end, quantity=one)
    return found


def _years_run(view: View, mentions: list[Mention], count: int) -> list[Mention]:
    """2022年、2023年、2024年分别达到…: as many years in a row as there are numbers."""
    run = mentions[-count:]
    joined = all(
        TAIL_JOINT.fullmatch(view.plain, one.end, two.start)
        for one, two in zip(run, run[1:], strict=False)
    )
    return run if len(run) == count and joined and all(m.due for m in run) else []


def _nouns(place: Place, stop: int, taken: Words, years: list[Mention]) -> Words:
    """What is counted: between the dates and 分别, before the dates, or behind 分别."""
    nouns = words_before(place.view, place.left, stop)
    if not nouns.empty:
        return nouns
    if years:
        before = words_before(place.view, place.claimed, years[0].start)
        return taken if before.empty else before
    return place.before_date if place.left > place.claimed else nouns


def _names(place: Place, nouns: Words, count: int, *, same: bool) -> list[str]:
    """As many names as numbers; those of the numbers before where none stands here."""
    found = place.scope.found
    names = indicators.listed(place.view, nouns.start, nouns.end)
    if nouns.empty and len(found) >= count:
        names = [item.indicator for item in found[-count:]]
    if same or len(names) != count:
        return [place.view.words(nouns.start, nouns.end)] * count
    return names


def _shared_unit(quantity: Quantity, last: Quantity) -> str | None:
    """40万、25万吨 and 3个、1个工作日: the last number's unit is that of all."""
    if quantity.unit and not (last.unit or "").startswith(quantity.unit):
        return quantity.unit
    return last.unit
