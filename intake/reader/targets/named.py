"""Promises without numbers: targets that are only named, and 翻一番."""

import re

from intake.reader.dates import Mention, find_mentions
from intake.reader.lines import Span, View
from intake.reader.numbers import Quantity, han_value
from intake.reader.vocabulary import words

from . import indicators
from .found import Found, Scope, make_found
from .indicators import words_before

TARGETS = words("targets")
NAMED = re.compile(TARGETS["named"]["list"])
GIVEN = re.compile(",[^,;。]{0,8}?(?:达到?|突破|超过|增至|增加到|提高到|累计)[^,;。]{0,4}\\d")
DOUBLED = re.compile(TARGETS["named"]["doubled"])


def read_doubled(view: View, start: int, end: int, mentions: list[Mention], scope: Scope) -> None:
    """地区生产总值翻一番 is a promise whose number is not given."""
    said = DOUBLED.search(view.plain, start, end)
    if not said or scope.past:
        return
    if GIVEN.match(view.plain, said.end()):  # 翻一番,达到1600亿元: the number follows
        return
    left = max([start, *(m.end for m in mentions if m.end <= said.start())])
    taken = words_before(view, left, said.start())
    if not taken.empty:
        nothing = Quantity(said.start(), said.end(), None)
        noun = indicators.noun(view, taken, "doubled")
        item = make_found(view, start, said.end(), noun, taken, nothing, scope)
        scope.found += [item] if item else []


def read_named(view: View, start: int, end: int, scope: Scope) -> list[Found]:
    """包括A、B、C3个目标: targets that are named without values."""
    found = []
    for said in NAMED.finditer(view.plain, start, end):
        count = int(said["count"]) if said["count"].isdigit() else han_value(said["count"])
        first, last = said.span("names")
        names = _members(view, first, last, count)
        sentence = max(view.plain.rfind(mark, start, first) for mark in "。;\n") + 1
        due = _due_before(view, start, said.start(), scope)
        place = max(start, sentence), said.end()
        found += [_only_named(name, said.span("names"), place, due) for name in names]
    return found


def _only_named(name: str, names: Span, place: Span, due: Mention | None) -> Found:
    name = re.sub("数量$", "", re.sub("^建设", "", name))
    marks = {"indicator": names} | ({"due": (due.start, due.end)} if due else {})
    evidence = {"indicator": "named", "value": "lost", "due": "paragraph" if due else "none"}
    day = due.due if due else None
    return Found(
        *place, name, None, None, None, "at_least", day, None, marks=marks, evidence=evidence
    )


def _members(view: View, start: int, end: int, count: int) -> list[str]:
    """The members of a list that says how many they are; 和 may join two or stand in one."""
    for joints in (indicators.SPLIT, indicators.COMMA):
        names = [
            name
            for part in re.finditer("[^,;]+", view.plain[start:end])
            for name in indicators.listed(view, start + part.start(), start + part.end(), joints)
        ]
        if len(names) == count:
            return names
    return []


def _due_before(view: View, start: int, end: int, scope: Scope) -> Mention | None:
    heard = [
        m
        for m in find_mentions(view.plain, start, end, year=scope.year, since=scope.since)
        if m.due and m.governs != "nothing"
    ]
    return heard[-1] if heard else scope.due
