"""Paragraphs → promised numbers: indicator, comparator, value, unit, due, rhythm."""

import re
from collections.abc import Iterator
from dataclasses import replace

from . import indicators
from .dates import Mention, find_mentions
from .describing import describes, is_reward
from .found import LONGEST_INDICATOR, Found, Scope, make_found
from .indicators import DESCRIPTIVE, TAIL_JOINT, Noun, Words, words_before
from .lines import Span, View
from .named import NAMED, read_doubled, read_named
from .numbers import (
    Quantity,
    find_quantities,
    hidden_spans,
    is_money,
    is_share,
    is_time,
    only_describes,
)
from .vocabulary import any_of, words

TARGETS = words("targets")
PAST = re.compile(any_of(TARGETS["never"]["past"]))
KEPT = re.compile("(?:即可)?(?:" + TARGETS["promise"]["kept"] + ")")
BOUNDARY = re.compile(
    "$|[、,;。()（）” \n\t]|和|及|以及|与|并|且|,|的?(?:目标|水平|标准)?(?:$|[,;。])"
)
INTENDED = re.compile(any_of(TARGETS["promise"]["intended"]))
STATUS = ("现有", "共有", "原有", "现状")
EACH_BARE = re.compile("(?<=[\u4e00-\u9fff])各$")
VERB_WORDS = frozenset(TARGETS["promise"]["verbs"] + ["加强", "预留", "确保", "探索"])
DONE_FOR = re.compile(TARGETS["promise"]["done_for"])
DONE = re.compile(TARGETS["promise"]["done"])
# 三年累计开展…: what is counted over years recurs no more.
IN_ALL = re.compile("[两二三四五\\d]年(?:累计|共|总计|合计|内|期间)|累计")
PRESENT = re.compile(any_of(TARGETS["never"]["present"]))
APART = re.compile("分别")
EACH = re.compile(
    "(?:均|都|各)(?:要|应|须)?(?:"
    + any_of(
        TARGETS["before"]["at_least"] + TARGETS["before"]["at_most"] + TARGETS["change"]["words"]
    )
    + ")"
)


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
    quantities = [
        quantity
        for quantity in find_quantities(view, start, end)
        if not any(m.start < quantity.end and quantity.start < m.end for m in mentions)
        and not any(first <= quantity.start < last for first, last in scope.named)
    ]
    quantities = [
        quantity
        for index, quantity in enumerate(quantities, 1)
        if not describes(view.plain, start, quantity, end, last=index == len(quantities))
    ]
    if IN_ALL.search(view.plain, start, end):
        scope.rhythm = None
    if PAST.search(view.plain, start, end):
        scope.past = True
    elif INTENDED.search(view.plain, start, end):
        scope.past = False
    present = PRESENT.search(view.plain, start, end)
    was = present is not None
    if (
        present
        and present[0] in STATUS
        and present.start() <= view.trim(start, end, "、,;:")[0] + 2
    ):
        scope.past = True  # 现有机构118家,平均入住率46%
    before = len(scope.found)
    claimed, heard = start, 0
    skip_until = start
    for index, quantity in enumerate(quantities):
        while heard < len(mentions) and mentions[heard].start < quantity.start:
            scope.hear(mentions[heard])
            heard += 1
        if quantity.start < skip_until:
            continue
        left = max(
            [
                claimed,
                quantity.start - LONGEST_INDICATOR * 2,
                *(m.end for m in mentions[:heard] if m.governs != "nothing" and m.end > claimed),
            ]
        )
        run = _apart_run(view, left, quantities[index:])
        if run:
            years = _years_run(view, mentions[:heard], len(run))
            nouns = max(claimed, start) if years else left
            found = _apart(view, claimed, nouns, run, scope, years)
            skip_until = run[-1].end
        else:
            limit = quantities[index + 1].start if index + 1 < len(quantities) else end
            found = [] if was else _one(view, claimed, left, quantity, limit, scope)
        scope.found += found
        scope.chained = scope.chained or bool(found)
        claimed = max([claimed, *(item.end for item in found)])
    for mention in mentions[heard:]:
        scope.hear(mention)
    if not quantities:
        read_doubled(view, start, end, mentions, scope)
        _remember(view, start, end, mentions, scope)
    scope.chained = len(scope.found) > before


def _mentions(view: View, start: int, end: int, scope: Scope) -> list[Mention]:
    """The dates and rhythms of a clause; one in brackets ((2023年为5.4%)) governs nothing."""
    hidden = hidden_spans(view.plain, start, end)
    return [
        mention
        for mention in find_mentions(view.plain, start, end, year=scope.year, since=scope.since)
        if not any(first < mention.start < last for first, last in hidden)
    ]


def _remember(view: View, start: int, end: int, mentions: list[Mention], scope: Scope) -> None:
    """The subject of 高新技术企业数量稳步增长,达到70家 stands in the clause before."""
    left = max([start, *(m.end for m in mentions)])
    taken = words_before(view, left, end)
    if not taken.empty:
        scope.subject = indicators.noun(view, taken, "same_subject")


def _one(
    view: View, claimed: int, left: int, quantity: Quantity, limit: int, scope: Scope
) -> list[Found]:
    if scope.past or is_reward(view.plain, claimed, quantity, limit):
        _remember(view, left, quantity.start, [], scope)
        return []
    kept = is_time(quantity.unit) and quantity.op and KEPT.match(view.plain, quantity.end, limit)
    if kept or BOUNDARY.match(view.plain[quantity.end : limit]) or _funds(view, left, quantity):
        return _noun_first(view, claimed, left, quantity, scope)
    return _number_first(view, claimed, left, quantity, limit, scope)


# ---------------------------------------------------------------- 高新技术企业达到70家


def _noun_first(
    view: View, claimed: int, left: int, quantity: Quantity, scope: Scope
) -> list[Found]:
    taken = words_before(view, left, quantity.start)
    if indicators.only_verbs(view.plain, taken):
        taken = replace(taken, start=taken.end, promises=True)
    if taken.empty and left > claimed:
        # 数据调用量每年不低于100万次: the noun stands before the date.
        before = words_before(view, claimed, _mention_start(view, claimed, left, scope))
        recurs = scope.rhythm is not None and scope.rhythm.end == left
        reaches = taken.reaches or taken.promises or (recurs and before.promises)
        taken = replace(before, op=taken.op or before.op, reaches=reaches)
        if not (reaches or recurs or taken.op or quantity.op):
            return []
    elif not _promised(taken, quantity, scope):
        return []
    if taken.empty:
        return _same_subject(view, claimed, taken, quantity, scope)
    each = EACH.search(view.plain, taken.start, quantity.start)
    each = each or EACH_BARE.search(view.plain, taken.start, quantity.start)
    names = indicators.listed(view, taken.start, each.start()) if each else []
    change = (
        taken.change if not indicators.indicator_text(view, taken).endswith(taken.change) else ""
    )
    if len(names) < 2 or any(len(name) < 2 for name in names):
        names = [indicators.indicator_text(view, taken) + change]
    elif taken.change:
        names = [name + taken.change for name in names]
    names = [_share_of_what(name, scope) for name in names]
    how = "each" if len(names) > 1 else "reached" if taken.reaches else "beside"
    nouns = [Noun(name, (taken.start, taken.end), how) for name in names]
    found = [
        make_found(view, claimed, quantity.end, noun, taken, quantity, scope) for noun in nouns
    ]
    return [item for item in found if item]


def _share_of_what(name: str, scope: Scope) -> str:
    """占比提高到42%: the share of what the number before it counts."""
    if re.match("占", name) and scope.found:
        return scope.found[-1].indicator + name
    return name


def _mention_start(view: View, claimed: int, left: int, scope: Scope) -> int:
    inside = [
        m.start
        for m in find_mentions(view.plain, claimed, left, year=scope.year, since=scope.since)
        if m.end == left
    ]
    return inside[0] if inside else claimed


def _funds(view: View, left: int, quantity: Quantity) -> bool:
    """安排中央预算内投资40亿元支持…: the sum has its noun before it and its purpose behind."""
    if not is_money(quantity.unit) or not indicators.VERB_FIRST.match(view.plain, quantity.end):
        return False
    taken = words_before(view, left, quantity.start)
    return not taken.empty and not indicators.only_verbs(view.plain, taken)


def _promised(taken: Words, quantity: Quantity, scope: Scope) -> bool:
    few = quantity.in_words and quantity.value is not None and quantity.value < 10
    if few and not is_money(quantity.unit) and not (taken.promises or taken.reaches):
        return False
    if quantity.unit is None:
        year_like = (
            quantity.value is not None and 1900 <= quantity.value <= 2100 and quantity.op is None
        )
        return (taken.reaches or bool(quantity.op)) and not year_like
    if taken.empty:
        return taken.reaches or taken.op is not None or bool(quantity.op)
    if taken.reaches or taken.promises or quantity.op or scope.goals or scope.chained:
        return True
    # 蔬菜播种面积12万亩: a plan that states a number without a verb means it, unless it is a time.
    return not (is_time(quantity.unit) or only_describes(quantity.unit))


def _same_subject(
    view: View, claimed: int, taken: Words, quantity: Quantity, scope: Scope
) -> list[Found]:
    """30以下,力争25以下: the second number is about what the first was."""
    subject = scope.subject
    if scope.chained and scope.found:
        last = scope.found[-1]
        subject = Noun(last.indicator, last.marks["indicator"], "same_subject")
    if not subject:
        return []
    item = make_found(view, claimed, quantity.end, subject, taken, quantity, scope)
    if item and item.unit is None and scope.chained and scope.found:
        item = replace(item, unit=scope.found[-1].unit)
    return [item] if item else []


# ---------------------------------------------------------------- 建成1家孵化器


def _number_first(
    view: View, claimed: int, left: int, quantity: Quantity, limit: int, scope: Scope
) -> list[Found]:
    text = view.plain
    alone = words_before(view, left, quantity.start)
    chain = (scope.chained and alone.empty and not alone.change) or (
        TAIL_JOINT.fullmatch(text, left, quantity.start)
        and bool(scope.found)
        and claimed == scope.found[-1].end
    )
    if is_share(quantity.unit):
        return _share_of(view, claimed, left, quantity, limit, scope)
    if not (chain or _is_promised(text, left, quantity, limit, scope)):
        return []
    if only_describes(quantity.unit) or quantity.unit is None:
        return []
    start, _ = view.trim(quantity.end, limit, "的")
    if is_money(quantity.unit) and indicators.VERB_FIRST.match(text, start, limit):
        return _spent(view, claimed, left, quantity, scope)
    end = indicators.object_end(text, start, limit)
    joint = TAIL_JOINT.search(text[start:end]) if end == limit else None
    end -= len(joint[0]) if joint else 0
    start, end = view.trim(start, end, "、,;:。")
    if start >= end or DESCRIPTIVE.match(text[start:end]):
        return []
    taken = words_before(view, left, quantity.start)
    noun = Noun(view.words(start, end), (start, end), "object")
    item = make_found(view, claimed, end, noun, taken, quantity, scope)
    return [item] if item else []


def _spent(view: View, claimed: int, left: int, quantity: Quantity, scope: Scope) -> list[Found]:
    """投入3亿元建设…: what is counted is the spending itself."""
    said = indicators.VERB_LAST.search(view.plain[left : quantity.start])
    if not said:
        return []
    start, end = view.trim(left + said.start(), quantity.start)
    noun = Noun(view.words(start, end), (start, end), "object")
    taken = words_before(view, left, quantity.start)
    item = make_found(view, claimed, quantity.end, noun, taken, quantity, scope)
    return [item] if item else []


def _is_promised(text: str, left: int, quantity: Quantity, limit: int, scope: Scope) -> bool:
    """Whether the words before a number that stands before its noun promise it."""
    if indicators.promises_before(text, left, quantity.start):
        return True
    if scope.rhythm and 0 <= quantity.start - scope.rhythm.end <= 6:  # 每季度通报1次…
        return True
    return bool(
        DONE_FOR.search(text, max(0, left - 2), quantity.start)
        and DONE.search(text[quantity.end : limit])
    )


SHARE_OF = re.compile("(?:的|以上的?)?(?=[\u4e00-\u9fff]{4})(?!.{0,3}(?:水平|比例|标准|速度))")


def _share_of(
    view: View, claimed: int, left: int, quantity: Quantity, limit: int, scope: Scope
) -> list[Found]:
    """80%以上幼儿园达到…标准, 实现100%的乡镇…: a share of something that does or has something."""
    text = view.plain
    taken = words_before(view, left, quantity.start)
    of = SHARE_OF.match(text, quantity.end, limit)
    if not of or (not taken.empty and text[quantity.start - 2 : quantity.start] not in VERB_WORDS):
        return []
    stop = re.search("[,;。]|$", text[of.end() : limit])
    start, end = view.trim(of.end(), of.end() + (stop.start() if stop else 0), "、的")
    noun = Noun(view.words(start, end), (start, end), "object")
    item = make_found(view, claimed, end, noun, taken, quantity, scope)
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


def _years_run(view: View, mentions: list[Mention], count: int) -> list[Mention]:
    """2022年、2023年、2024年分别达到…: as many years in a row as there are numbers."""
    run = mentions[-count:]
    joined = all(
        TAIL_JOINT.fullmatch(view.plain, one.end, two.start)
        for one, two in zip(run, run[1:], strict=False)
    )
    return run if len(run) == count and joined and all(m.due for m in run) else []


def _apart(
    view: View,
    claimed: int,
    left: int,
    run: list[Quantity],
    scope: Scope,
    years: list[Mention],
) -> list[Found]:
    """One target for each number: each of its own noun, or the same noun in each of some years."""
    said = APART.search(view.plain, left, run[0].start)
    taken = words_before(view, said.end() if said else left, run[0].start)
    middle = years[-1].end if years else left
    nouns = words_before(view, middle, said.start() if said else left)
    if years and nouns.empty:  # 消除比例2022年、2023年分别达到40%、60%
        nouns = words_before(view, left, years[0].start)
    if years and nouns.empty:  # 2022年、2023年分别建成充电桩1.5万个、2万个
        nouns = taken
    elif nouns.empty and left > claimed:  # 综合利用量2026年分别达到40万吨、25万吨
        nouns = words_before(view, claimed, _mention_start(view, claimed, left, scope))
    names = indicators.listed(view, nouns.start, nouns.end)
    if scope.past or is_reward(view.plain, claimed, run[0], run[-1].end):
        return []
    if nouns.empty and len(scope.found) >= len(run):
        names = [item.indicator for item in scope.found[-len(run) :]]
    if years or len(names) != len(run):
        names = [view.words(nouns.start, nouns.end)] * len(run)
    change = taken.change or (nouns.change if not nouns.end else "")
    found = []
    for index, (name, quantity) in enumerate(zip(names, run, strict=True)):
        if years:
            scope.hear(years[index])
        unit, last = quantity.unit or run[-1].unit, run[-1].unit
        if last and unit and last.startswith(unit):  # 3个、1个工作日
            unit = last
        whole = name if name.endswith(change) else name + change
        noun = Noun(whole, (nouns.start, nouns.end), "apart")
        one = replace(quantity, unit=unit)
        item = make_found(view, claimed, run[-1].end, noun, taken, one, scope)
        found += [item] if item else []
    return found
