"""Paragraphs → promised numbers: indicator, comparator, value, unit, due, rhythm."""

import re
from collections.abc import Iterator

from intake.reader.dates import Mention, find_mentions
from intake.reader.lines import Span, View, within
from intake.reader.numbers import Quantity, find_quantities, hidden_spans
from intake.reader.vocabulary import any_of, words

from . import indicators
from .apart import apart_run, read_apart
from .describing import describes, is_reward
from .found import LONGEST_INDICATOR, Found, Scope
from .indicators import words_before
from .named import NAMED, read_doubled, read_named
from .noun_first import read_noun_first, stands_behind_its_noun
from .number_first import read_number_first
from .place import Place

TARGETS = words("targets")
PAST = re.compile(any_of(TARGETS["never"]["past"]))
PRESENT = re.compile(any_of(TARGETS["never"]["present"]) + "(?!基础|水平)")
STATUS = re.compile(any_of(TARGETS["never"]["status"]))
INTENDED = re.compile(any_of(TARGETS["promise"]["intended"]))
# 三年累计开展…: what is counted over years recurs no more.
IN_ALL = re.compile("[两二三四五\\d]年(?:累计|共|总计|合计|内|期间)|累计")


def read_paragraph(view: View, start: int, end: int, scope: Scope) -> list[Found]:
    """The promised numbers of one paragraph; the scope carries on what governs the next one."""
    scope.found = []
    scope.named = [said.span() for said in NAMED.finditer(view.plain, start, end)]
    hidden = hidden_spans(view.plain, start, end)
    for first, last, mark in _chunks(view.plain, start, end, hidden):
        _read_chunk(view, first, last, scope)
        if mark == "," and scope.rhythm and not _opens(view, first, scope.rhythm):
            scope.rhythm = None
        if mark in "。;!?\n":
            scope.end_part(mark)
    scope.found += read_named(view, start, end, scope)
    return scope.found


def _opens(view: View, start: int, rhythm: Mention) -> bool:
    """每年 at the head of a clause holds for the next ones as well, 每年 within it does not."""
    return rhythm.start <= view.trim(start, rhythm.start + 1, "、,;:")[0]


def _chunks(text: str, start: int, end: int, hidden: list[Span]) -> Iterator[tuple[int, int, str]]:
    """What stands between commas, with the mark that ends it."""
    begin, inside = start, iter([*hidden, (end, end)])
    first, last = next(inside)
    for found in re.finditer("[,;:。!?\n]", text[start:end]):
        at = start + found.start()
        while at >= last and last < end:
            first, last = next(inside)
        if first <= at < last:
            continue
        if (
            found[0] == ","
            and text[at - 1 : at].isdigit()
            and re.match(r"\d{3}(?!\d)", text[at + 1 : at + 5])
        ):
            continue
        yield begin, at, found[0]
        begin = at + 1
    if begin < end:
        yield begin, end, "\n"


# ---------------------------------------------------------------- one clause between commas


def _read_chunk(view: View, start: int, end: int, scope: Scope) -> None:
    mentions = _mentions(view, start, end, scope)
    quantities = _quantities(view, start, end, mentions, scope)
    _hear_times(view, start, end, scope)
    before, claimed, heard, done = len(scope.found), start, 0, start
    for index, quantity in enumerate(quantities):
        while heard < len(mentions) and mentions[heard].start < quantity.start:
            scope.hear(mentions[heard])
            heard += 1
        if quantity.start < done:
            continue
        left = _left(claimed, quantity, mentions[:heard])
        limit = quantities[index + 1].start if index + 1 < len(quantities) else end
        place = Place(view, scope, quantity, claimed, left, limit)
        if run := apart_run(view, left, quantities[index:]):
            found, done = read_apart(place, run, mentions[:heard]), run[-1].end
        else:
            found = _read_one(place)
        scope.found += found
        scope.chained = scope.chained or bool(found)
        claimed = max([claimed, *(item.end for item in found)])
    for mention in mentions[heard:]:
        scope.hear(mention)
    if not quantities:
        read_doubled(view, start, end, mentions, scope)
        _remember(view, max([start, *(m.end for m in mentions)]), end, scope)
    scope.chained = len(scope.found) > before


def _quantities(
    view: View, start: int, end: int, mentions: list[Mention], scope: Scope
) -> list[Quantity]:
    """The numbers that count something: no dates, no lists of names, nothing that describes."""
    dates = [(mention.start, mention.end) for mention in mentions]
    numbers = [
        quantity
        for quantity in find_quantities(view, start, end)
        if not within(dates, quantity.start)
        and not within(dates, quantity.end - 1)
        and not within(scope.named, quantity.start)
    ]
    return [
        quantity
        for index, quantity in enumerate(numbers, 1)
        if not describes(view.plain, start, quantity, end, last=index == len(numbers))
    ]


def _hear_times(view: View, start: int, end: int, scope: Scope) -> None:
    """What the clause says of past and future, before its numbers are read."""
    if IN_ALL.search(view.plain, start, end):
        scope.rhythm = None
    opening = view.trim(start, end, "、,;:")[0]
    if PAST.search(view.plain, start, end) or STATUS.match(view.plain, opening, end):
        scope.past = True
    elif INTENDED.search(view.plain, start, end):
        scope.past = False


def _left(claimed: int, quantity: Quantity, heard: list[Mention]) -> int:
    """Where the words directly before a number begin: behind the last date that governs it."""
    dates = (m.end for m in heard if m.governs != "nothing" and m.end > claimed)
    return max([claimed, quantity.start - LONGEST_INDICATOR * 2, *dates])


def _mentions(view: View, start: int, end: int, scope: Scope) -> list[Mention]:
    """The dates and rhythms of a clause; one in brackets ((2023年为5.4%)) governs nothing."""
    hidden = hidden_spans(view.plain, start, end)
    return [
        mention
        for mention in find_mentions(view.plain, start, end, year=scope.year, since=scope.since)
        if not within(hidden, mention.end - 1)
    ]


def _remember(view: View, left: int, end: int, scope: Scope) -> None:
    """The subject of 高新技术企业数量稳步增长,达到70家 stands in the clause before."""
    taken = words_before(view, left, end)
    if not taken.empty:
        scope.subject = indicators.noun(view, taken, "same_subject")


def _read_one(place: Place) -> list[Found]:
    view, scope, quantity = place.view, place.scope, place.quantity
    if PRESENT.search(view.plain, place.claimed, quantity.start):
        return []
    if scope.past or is_reward(view.plain, place.claimed, quantity, place.limit):
        _remember(view, place.left, quantity.start, scope)
        return []
    return read_noun_first(place) if stands_behind_its_noun(place) else read_number_first(place)
