"""What looks doubtful in a report: reasons to look twice, never reasons to refuse. Plain Python.

Each check is one typical slip of people who fill in forms: a stray minus, this month's number in
the column of sums, 万 forgotten or written twice, last month's text pasted, a hundred per cent of
work that is going on. Where one of them is right all the same, a word of explanation says why.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import chain, pairwise
from types import MappingProxyType
from typing import NamedTuple

from indicators.rules import AMOUNTS, Kind
from reports.rules.contents import Content, Subject
from reports.rules.typed import bare, sentences_of

Facts = dict[str, str]


class Doubt(StrEnum):
    """`reports.wording` has a sentence for each; the facts in it are texts."""

    NEGATIVE = "negative"
    FALLS = "falls"
    JUMPS = "jumps"
    SLIPPED = "slipped"
    BELOW_BASELINE = "below_baseline"
    SAME_TEXT = "same_text"
    SAME_AS_OTHER = "same_as_other"
    DONE_BUT_GOING_ON = "done_but_going_on"
    DONE_WITHOUT_EVIDENCE = "done_without_evidence"
    DATE_AHEAD = "date_ahead"


class Background(NamedTuple):
    """What is known about a report before its content is looked at."""

    about: Subject
    today: date
    closing_on: date
    # Of targets; a task is told in percent and has neither.
    kind: Kind | None = None
    measure: str = "%"
    more_is_better: bool = True
    baseline: Decimal | None = None
    # What was reported before and stands, the oldest first, by closing date.
    course: tuple[tuple[date, Decimal], ...] = ()
    last_text: str = ""
    # What the unit says in its other reports of the period: text -> what that one is about.
    elsewhere: Mapping[str, str] = MappingProxyType({})
    has_evidence: bool = False


# A step that is so many times the usual one is looked at.
JUMP = 3
# So many steps make a habit.
FEWEST_STEPS = 2
TEN_THOUSAND = 10_000
# How far a slipped number may lie from what was expected: things do grow meanwhile.
SLIP_ROOM = Decimal(2)
# Measures that come in pairs: 吨 and 公斤, 千瓦 and 瓦, percent and its fraction.
_BY_THOUSAND = re.compile("千|吨|公斤|公里|米|瓦|升")
_BY_HUNDRED = re.compile("[%％‰]|百|公顷|亩|平方")
_GOING_ON = re.compile(
    "正在|推进中|进行中|办理中|尚未|有待|还需|仍需|筹备|拟定于|in progress|ongoing", re.I
)
_DONE = re.compile("已|完成|建成|印发|通过|done|finished|completed", re.I)
_DAY = re.compile(r"(?:(\d{4})\s*[年/.-])?\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?")
# Shorter texts are alike by chance: 按计划推进.
SHORTEST_ALIKE = 10
# No number in the tables has more digits.
_EXACT = Context(prec=60)
# Sums may start again with these; a sum over the plan never does.
_BY_YEAR = frozenset({Kind.FLOW, Kind.RECURRING})
_SUMS = frozenset({Kind.FLOW, Kind.RECURRING, Kind.CUMULATIVE})
_NEVER_NEGATIVE = AMOUNTS | {Kind.CEILING}
# What stands still when nothing happens. The others are statements about the period itself.
CARRIED = frozenset({Kind.STOCK, Kind.PER_CAPITA, Kind.RATIO, Kind.CEILING, Kind.MILESTONE})


def doubts(content: Content, background: Background) -> dict[Doubt, Facts]:
    """What should be looked at, with the facts that the sentence about it names."""
    checks = (_about_figure, _about_text, _about_end)
    return dict(chain.from_iterable(check(content, background) for check in checks))


def _about_figure(content: Content, known: Background) -> Iterator[tuple[Doubt, Facts]]:
    figure = content.percent if known.about is Subject.TASK else content.value
    if figure is None:
        return
    if figure < 0 and _counts_things(known):
        yield Doubt.NEGATIVE, {"figure": told(figure)}
        return
    course = [value for _on, value in comparable(known)]
    last = course[-1] if course else known.baseline
    if factor := slip(figure, last, measure=known.measure):
        # A slipped number falls or jumps as well, which says less.
        yield Doubt.SLIPPED, {"figure": told(figure), "last": told(last), "factor": factor}
        return
    if course and figure < course[-1] and _only_grows(known):
        yield Doubt.FALLS, {"figure": told(figure), "last": told(course[-1])}
    elif usual := leap(figure, course):
        step = {"step": told(figure - course[-1]), "usual": told(usual)}
        yield Doubt.JUMPS, {"figure": told(figure), "last": told(course[-1]), **step}
    if known.baseline is not None and _starts_at_baseline(known) and figure < known.baseline:
        yield Doubt.BELOW_BASELINE, {"figure": told(figure), "baseline": told(known.baseline)}


def comparable(known: Background) -> tuple[tuple[date, Decimal], ...]:
    """The earlier figures that the new one continues: those of a yearly sum are this year's."""
    if known.kind not in _BY_YEAR:
        return known.course
    return tuple((on, value) for on, value in known.course if on.year == known.closing_on.year)


def _counts_things(known: Background) -> bool:
    """Whether a figure below zero makes no sense; rates can fall, and balances did so before."""
    if known.kind is Kind.CEILING and _BY_HUNDRED.search(known.measure):
        return False
    were = [value for _on, value in known.course] + [known.baseline or Decimal(0)]
    return known.kind in _NEVER_NEGATIVE and min(were) >= 0


def _only_grows(known: Background) -> bool:
    return known.about is Subject.TASK or known.kind in _SUMS


def _starts_at_baseline(known: Background) -> bool:
    return known.more_is_better and known.kind in {Kind.STOCK, Kind.CUMULATIVE}


def slip(figure: Decimal, last: Decimal | None, *, measure: str) -> str:
    """By what a number seems to be wrong as a whole (×10000, ÷100); empty where it does not."""
    if last is None or last <= 0 or figure <= 0:
        return ""
    for factor in _factors(measure):
        if _near(figure, last * factor):
            return f"×{factor}"
        if _near(figure * factor, last):
            return f"÷{factor}"
    return ""


@lru_cache
def _factors(measure: str) -> list[int]:
    """By what people slip who count in this measure."""
    factors = [TEN_THOUSAND]
    factors += [1000] if _BY_THOUSAND.search(measure) else []
    factors += [100] if _BY_HUNDRED.search(measure) else []
    return factors


def _near(one: Decimal, other: Decimal) -> bool:
    return other <= one * SLIP_ROOM and one <= other * SLIP_ROOM


def leap(figure: Decimal, course: list[Decimal]) -> Decimal | None:
    """The usual step, where there is one and the newest is far longer; else None."""
    steps = [abs(later - earlier) for earlier, later in pairwise(course)]
    moved = [step for step in steps if step]
    if len(moved) < FEWEST_STEPS:
        return None
    usual = sorted(moved)[len(moved) // 2]
    return usual if abs(figure - course[-1]) > JUMP * usual else None


def _about_text(content: Content, known: Background) -> Iterator[tuple[Doubt, Facts]]:
    text = bare(content.progress)
    if content.no_change or not text:
        return
    if text == bare(known.last_text):
        yield Doubt.SAME_TEXT, {}
    alike = {bare(other): subject for other, subject in known.elsewhere.items()}
    if len(text) >= SHORTEST_ALIKE and text in alike:
        yield Doubt.SAME_AS_OTHER, {"other": alike[text]}
    # Most texts name no day at all.
    for sentence in sentences_of(content.progress) if _DAY.search(content.progress) else ():
        if ahead := _day_ahead(sentence, known):
            yield Doubt.DATE_AHEAD, {"day": ahead.isoformat()}
            return


def _day_ahead(sentence: str, known: Background) -> date | None:
    """A day still to come, in a sentence about what was done."""
    if not _DONE.search(sentence):
        return None
    days = (_read_day(match, known.closing_on.year) for match in _DAY.finditer(sentence))
    return next((day for day in days if day is not None and day > known.today), None)


def _read_day(match: re.Match[str], year: int) -> date | None:
    try:
        return date(int(match[1] or year), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _about_end(content: Content, known: Background) -> Iterator[tuple[Doubt, Facts]]:
    if content.percent != 100:
        return
    if going_on := _GOING_ON.search(content.progress):
        yield Doubt.DONE_BUT_GOING_ON, {"words": going_on[0]}
    if not known.has_evidence:
        yield Doubt.DONE_WITHOUT_EVIDENCE, {}


def told(number: Decimal | None) -> str:
    """A number as people write it, without zeros at its end."""
    if number is None:
        return ""
    return f"{number.normalize(_EXACT):f}"
