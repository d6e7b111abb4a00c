"""Numbers in sentences: 完成3家，累计12家，占年度目标60%. Proposals, which a person confirms."""

import re
from decimal import Decimal
from enum import StrEnum
from functools import cache

from sheets.rules.cells.around import ALONE, Around
from sheets.rules.cells.found import Proposal
from sheets.rules.cells.measures import factor, known_part, turned
from sheets.rules.cells.plainly import plainly
from sheets.rules.words import any_of, file


class Said(StrEnum):
    """What a number in a sentence is said to be."""

    PERIOD = "period"
    TOTAL = "total"
    SHARE = "share"
    GROWTH = "growth"
    NUMBER = "number"


_NUMBER = re.compile(
    r"(?<![0-9.,A-Za-z〔第#/-])(?P<number>-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|-?[0-9]{1,15}(?:\.[0-9]+)?)"
    r"(?P<behind>[^0-9,，。；;、:： ]{0,8})"
)
# Days, years, clauses and names are no figures.
_NO_FIGURE = re.compile(r"[A-Za-z]|[年月日号时点〕\]期批]|[-./—~][0-9]|度(?!电)|季度|周年")
_CLAUSE_ENDS = re.compile(r"[，。；;、\n!！?？]|(?<![0-9]),|,(?![0-9]{3})")
_LONGEST_TEXT = 2000
# Nobody chooses among more.
_MOST = 12


def proposals_in(text: str, around: Around = ALONE) -> tuple[Proposal, ...]:
    """The figures of a text in its order, in the line's measure where that can be."""
    plain = plainly(text[:_LONGEST_TEXT])
    found: list[Proposal] = []
    for match in _NUMBER.finditer(plain):
        behind = match["behind"]
        if _NO_FIGURE.match(plain, match.end("number")):
            continue
        measure = known_part(behind)
        before = _CLAUSE_ENDS.split(plain[: match.start()])[-1]
        value = Decimal(match["number"].replace(",", ""))
        if len(found) == _MOST:
            break
        found.append(_proposal(_said(before, measure), value, measure, around))
    return tuple(found)


def _proposal(said: Said, value: Decimal, measure: str, around: Around) -> Proposal:
    by = factor(measure, around.measure) if measure and around.measure else None
    converted = turned(value, by) if by is not None else None
    if converted is None:
        return Proposal(said, value, measure)
    return Proposal(said, converted, around.measure)


def _said(before: str, measure: str) -> Said:
    words = _words()
    if words[Said.GROWTH].search(before):
        return Said.GROWTH
    if measure == "%":
        return Said.SHARE
    # What stands nearest to the number speaks for it: 累计完成 is a total, 完成 one of a period.
    if words[Said.TOTAL].search(before):
        return Said.TOTAL
    return Said.PERIOD if words[Said.PERIOD].search(before) else Said.NUMBER


@cache
def _words() -> dict[Said, re.Pattern[str]]:
    lists = file("cells")["proposals"]
    return {said: re.compile(any_of(lists[said])) for said in Said if said in lists}
