"""Paragraphs → promised numbers: indicator, comparator, value, unit, due, rhythm."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from . import indicators
from .dates import Mention, find_mentions
from .indicators import DESCRIPTIVE, TAIL_JOINT, Words, words_before
from .lines import Span, View
from .numbers import Quantity, find_quantities, han_value, hidden_spans, is_money, is_share, is_time
from .vocabulary import any_of, words

TARGETS = words("targets")
NEVER = TARGETS["never"]
PAST = re.compile(any_of(NEVER["past"]))
REWARD = re.compile(any_of(NEVER["reward"]))
COMMITS = re.compile(any_of(NEVER["commits"]))
LESS = re.compile(TARGETS["named"]["less_is_better"])
SHARE = re.compile(TARGETS["named"]["share"])
NAMED = re.compile(TARGETS["named"]["list"])
DOUBLED = re.compile(TARGETS["named"]["doubled"])
BOUNDARY = re.compile("$|[、,;。()（）”“ \n\t]|和|及|以及|与|并|且|,|的?(?:目标|水平|标准)?(?:$|[,;。])")
APART = re.compile("分别")
EACH = re.compile("(?:均|都|各)(?:要|应|须)?(?:" + any_of(TARGETS["before"]["at_least"] + TARGETS["before"]["at_most"] + TARGETS["change"]["words"]) + ")")
CHINESE = re.compile("[\u4e00-\u9fffA-Za-z]")
LONGEST_INDICATOR = 70


@dataclass(frozen=True)
class Found:
    """One promised number and the words it was read from (positions in the view)."""

    start: int
    end: int
    indicator: str
    value: Decimal | None
    high: Decimal | None
    unit: str | None
    op: str
    due: date | None
    every: str | None
    doubts: tuple[str, ...] = ()


@dataclass
class Scope:
    """What the words so far say about the numbers that follow."""

    year: int | None
    goals: bool = False
    due: date | None = None
    sentence_due: date | None = None
    every: str | None = None
    past: bool = False
    subject: str = ""
    chained: bool = False
    named: list[Span] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def hear(self, mention: Mention) -> None:
        """Take in a date or a rhythm."""
        if mention.every:
            self.every = mention.every
            return
        if mention.governs == "nothing":
            self.past = self.past or False
            return
        if mention.due and self.year and mention.due.year < self.year:
            self.past = True
            return
        self.past, self.every = False, None
        if mention.governs == "sentence":
            self.sentence_due = mention.due
        else:
            self.due, self.sentence_due = mention.due, None

    def end_part(self, mark: str) -> None:
        """Forget at a semicolon what holds for a clause, at a full stop what holds for a sentence."""
        self.every, self.past = None, False
        if mark != ";":
            self.sentence_due, self.subject, self.chained = None, "", False


def read_paragraph(view: View, start: int, end: int, scope: Scope) -> list[Found]:
    """The promised numbers of one paragraph; the scope carries on what governs the next one."""
    scope.found = []
    scope.named = [said.span() for said in NAMED.finditer(view.plain, start, end)]
    hidden = hidden_spans(view.plain, start, end)
    for first, last, mark in _chunks(view.plain, start, end, hidden):
        _read_chunk(view, first, last, scope)
        if mark in "。;!?\n":
            scope.end_part(mark)
    scope.found += _named(view, start, end, scope)
    return scope.found


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
        if found[0] == "," and text[at - 1 : at].isdigit() and re.match(r"\d{3}(?!\d)", text[at + 1 : at + 5]):
            continue
        yield begin, at, found[0]
        begin = at + 1
    if begin < end:
        yield begin, end, "\n"


# ---------------------------------------------------------------- one clause between commas


def _read_chunk(view: View, start: int, end: int, scope: Scope) -> None:
    mentions = find_mentions(view.plain, start, end, year=scope.year)
    quantities = [
        quantity
        for quantity in find_quantities(view, start, end)
        if not any(m.start < quantity.end and quantity.start < m.end for m in mentions)
        and not any(first <= quantity.start < last for first, last in scope.named)
    ]
    if PAST.search(view.plain, start, end):
        scope.past = True
    before = len(scope.found)
    claimed, heard = start, 0
    skip_until = start
    for index, quantity in enumerate(quantities):
        while heard < len(mentions) and mentions[heard].start < quantity.start:
            scope.hear(mentions[heard])
            heard += 1
        if quantity.start < skip_until:
            continue
        left = max([claimed, quantity.start - LONGEST_INDICATOR * 2, *(m.end for m in mentions[:heard] if m.governs != "nothing" and m.end > claimed)])
        run = _apart_run(view, left, quantities[index:])
        if run:
            found = _apart(view, claimed, left, run, scope)
            skip_until = run[-1].end
        else:
            limit = quantities[index + 1].start if index + 1 < len(quantities) else end
            found = _one(view, claimed, left, quantity, limit, scope)
        scope.found += found
        scope.chained = scope.chained or bool(found)
        claimed = max([claimed, *(item.end for item in found)])
    for mention in mentions[heard:]:
        scope.hear(mention)
    if not quantities:
        _doubled(view, start, end, mentions, scope)
        _remember(view, start, end, mentions, scope)
    scope.chained = len(scope.found) > before


def _remember(view: View, start: int, end: int, mentions: list[Mention], scope: Scope) -> None:
    """The subject of 高新技术企业数量稳步增长,达到70家 stands in the clause before."""
    left = max([start, *(m.end for m in mentions)])
    taken = words_before(view, left, end)
    if not taken.empty:
        scope.subject = indicators.indicator_text(view, taken)


def _one(view: View, claimed: int, left: int, quantity: Quantity, limit: int, scope: Scope) -> list[Found]:
    if scope.past or _is_reward(view.plain, claimed, quantity, limit):
        return []
    if BOUNDARY.match(view.plain[quantity.end : limit]):
        return _noun_first(view, claimed, left, quantity, scope)
    return _number_first(view, claimed, left, quantity, limit, scope)


def _is_reward(text: str, start: int, quantity: Quantity, limit: int) -> bool:
    """A subsidy per case and its rate are no promise; a sum that the plan sets aside is."""
    if re.search("之日起?$|起$", text[max(start, quantity.start - 4) : quantity.start]):
        return True
    if not (is_money(quantity.unit) or is_share(quantity.unit)):
        return False
    if not REWARD.search(text, max(start, quantity.start - 80), min(limit, quantity.end + 12)):
        return False
    return not (COMMITS.search(text, max(start, quantity.start - 12), quantity.start) and is_money(quantity.unit))


# ---------------------------------------------------------------- 高新技术企业达到70家


def _noun_first(view: View, claimed: int, left: int, quantity: Quantity, scope: Scope) -> list[Found]:
    taken = words_before(view, left, quantity.start)
    if not _promised(taken, quantity, scope):
        return []
    if taken.empty:
        return _same_subject(view, claimed, taken, quantity, scope)
    each = EACH.search(view.plain, taken.start, quantity.start)
    names = indicators.listed(view, taken.start, each.start()) if each else []
    change = taken.change if not indicators.indicator_text(view, taken).endswith(taken.change) else ""
    if len(names) < 2 or any(len(name) < 2 for name in names):
        names = [indicators.indicator_text(view, taken) + change]
    elif taken.change:
        names = [name + taken.change for name in names]
    found = [_make(view, claimed, quantity.end, name, taken, quantity, scope) for name in names]
    return [item for item in found if item]


def _promised(taken: Words, quantity: Quantity, scope: Scope) -> bool:
    if quantity.in_words and not taken.promises:
        return False
    if quantity.unit is None:
        year_like = quantity.value is not None and 1900 <= quantity.value <= 2100 and quantity.op is None
        return (taken.reaches or bool(quantity.op)) and not year_like
    if taken.empty:
        return taken.reaches or bool(quantity.op)
    return taken.reaches or taken.promises or bool(quantity.op) or scope.goals or scope.chained


def _same_subject(view: View, claimed: int, taken: Words, quantity: Quantity, scope: Scope) -> list[Found]:
    """30以下,力争25以下: the second number is about what the first was."""
    subject = scope.found[-1].indicator if scope.chained and scope.found else scope.subject
    if not subject:
        return []
    item = _make(view, claimed, quantity.end, subject, taken, quantity, scope)
    if item and item.unit is None and scope.chained and scope.found:
        item = replace(item, unit=scope.found[-1].unit)
    return [item] if item else []


# ---------------------------------------------------------------- 建成1家孵化器


def _number_first(
    view: View, claimed: int, left: int, quantity: Quantity, limit: int, scope: Scope
) -> list[Found]:
    text = view.plain
    chain = TAIL_JOINT.fullmatch(text, left, quantity.start) and bool(scope.found) and claimed == scope.found[-1].end
    if not chain and not indicators.promises_before(text, left, quantity.start):
        return []
    if is_share(quantity.unit) or quantity.unit is None:
        return []
    start, _ = view.trim(quantity.end, limit, "的")
    end = indicators.object_end(text, start, limit)
    joint = TAIL_JOINT.search(text[start:end]) if end == limit else None
    end -= len(joint[0]) if joint else 0
    start, end = view.trim(start, end, "、,;:。")
    if start >= end or DESCRIPTIVE.match(text[start:end]):
        return []
    taken = words_before(view, left, quantity.start)
    item = _make(view, claimed, end, view.words(start, end), taken, quantity, scope)
    return [item] if item else []


# ---------------------------------------------------------------- A、B分别达到10家和5家


def _apart_run(view: View, left: int, quantities: list[Quantity]) -> list[Quantity]:
    """The numbers behind 分别, if there are several with nothing but joints between them."""
    if len(quantities) < 2 or not APART.search(view.plain, left, quantities[0].start):
        return []
    run = [quantities[0]]
    for quantity in quantities[1:]:
        if not TAIL_JOINT.fullmatch(view.plain, run[-1].end, quantity.start):
            break
        run.append(quantity)
    return run if len(run) > 1 else []


def _apart(view: View, claimed: int, left: int, run: list[Quantity], scope: Scope) -> list[Found]:
    said = APART.search(view.plain, left, run[0].start)
    taken = words_before(view, said.end() if said else left, run[0].start)
    nouns = words_before(view, left, said.start() if said else left)
    names = indicators.listed(view, nouns.start, nouns.end)
    if scope.past or _is_reward(view.plain, claimed, run[0], run[-1].end):
        return []
    if len(names) != len(run):
        names = [view.words(nouns.start, nouns.end)] * len(run)
    change = taken.change or (nouns.change if not nouns.end else "")
    found = []
    for name, quantity in zip(names, run, strict=True):
        unit = quantity.unit or run[-1].unit
        whole = name if name.endswith(change) else name + change
        item = _make(view, claimed, run[-1].end, whole, taken, replace(quantity, unit=unit), scope)
        found += [item] if item else []
    return found


# ---------------------------------------------------------------- promises without numbers


def _doubled(view: View, start: int, end: int, mentions: list[Mention], scope: Scope) -> None:
    """地区生产总值翻一番 is a promise whose number is not given."""
    said = DOUBLED.search(view.plain, start, end)
    if not said or scope.past:
        return
    left = max([start, *(m.end for m in mentions if m.end <= said.start())])
    taken = words_before(view, left, said.start())
    if not taken.empty:
        nothing = Quantity(said.start(), said.end(), None)
        item = _make(view, start, said.end(), indicators.indicator_text(view, taken), taken, nothing, scope)
        scope.found += [item] if item else []


def _named(view: View, start: int, end: int, scope: Scope) -> list[Found]:
    """包括A、B、C3个目标: targets that are named without values."""
    found = []
    for said in NAMED.finditer(view.plain, start, end):
        count = int(said["count"]) if said["count"].isdigit() else han_value(said["count"])
        first, last = said.span("names")
        names = _members(view, first, last, count)
        sentence = max(view.plain.rfind(mark, start, first) for mark in "。;\n") + 1
        due = _due_before(view, start, said.start(), scope)
        for name in names:
            name = re.sub("数量$", "", re.sub("^建设", "", name))
            found.append(Found(max(start, sentence), said.end(), name, None, None, None, "at_least", due, None))
    return found


def _members(view: View, start: int, end: int, count: int) -> list[str]:
    """The members of a list that says how many they are; 和 may join two of them or stand in one."""
    for joints in (indicators.SPLIT, indicators.COMMA):
        names = [
            name
            for part in re.finditer("[^,;]+", view.plain[start:end])
            for name in indicators.listed(view, start + part.start(), start + part.end(), joints)
        ]
        if len(names) == count:
            return names
    return []


def _due_before(view: View, start: int, end: int, scope: Scope) -> date | None:
    heard = [m.due for m in find_mentions(view.plain, start, end, year=scope.year) if m.due and m.governs != "nothing"]
    return heard[-1] if heard else scope.due


# ---------------------------------------------------------------- putting together


def _make(
    view: View, claimed: int, end: int, indicator: str, taken: Words, quantity: Quantity, scope: Scope
) -> Found | None:
    indicator = indicator.strip(" ,、;:。的")
    if not 2 <= len(indicator) <= LONGEST_INDICATOR or not CHINESE.search(indicator):
        return None
    unit, doubts = quantity.unit, ()
    if quantity.lost:
        doubts = ("lost_digits",)
        unit = unit or ("%" if SHARE.search(indicator) else None)
    start, end = view.trim(claimed, end, "、,;:。—-和及与")
    return Found(
        start,
        end,
        indicator,
        quantity.value,
        quantity.high,
        unit,
        _op(taken, quantity, indicator),
        scope.sentence_due or scope.due,
        scope.every,
        doubts,
    )


def _op(taken: Words, quantity: Quantity, indicator: str) -> str:
    if quantity.high is not None:
        return "range"
    if quantity.op == "about" or taken.op == "about":
        return "about"
    if quantity.op == "at_most" or taken.op == "at_most":
        return "at_most"
    if quantity.op is None and taken.op is None and is_time(quantity.unit) and LESS.search(indicator):
        return "at_most"
    return "at_least"
