"""高新技术企业达到70家: numbers whose noun stands before them."""

import re
from dataclasses import replace

from intake.reader.numbers import is_money, is_time, only_describes
from intake.reader.vocabulary import any_of, words

from . import indicators
from .found import Found
from .indicators import Noun, Words
from .place import Place

TARGETS = words("targets")
KEPT = re.compile("(?:即可)?(?:" + TARGETS["promise"]["kept"] + ")")
BOUNDARY = re.compile(
    "$|[、,;。()（）” \n\t]|和|及|以及|与|并|且|,|的?(?:目标|水平|标准)?(?:$|[,;。])"
)
EACH = re.compile(
    "(?:均|都|各)(?:要|应|须)?(?:"
    + any_of(
        TARGETS["before"]["at_least"] + TARGETS["before"]["at_most"] + TARGETS["change"]["words"]
    )
    + ")|(?<=[\u4e00-\u9fff])各$"
)
REACHED = re.compile("达到|达标|实现|完成")
FEW = 10  # 三个方面: small numbers in words mostly describe


def stands_behind_its_noun(place: Place) -> bool:
    """Whether nothing that could be the noun follows the number."""
    text, quantity = place.view.plain, place.quantity
    reached = REACHED.match(text, quantity.end, place.limit)
    if reached and not place.taken.empty:  # 建设用地面积共计52平方公里达到要求
        return True
    if is_time(quantity.unit) and quantity.op and KEPT.match(text, quantity.end, place.limit):
        return True
    return bool(BOUNDARY.match(text[quantity.end : place.limit])) or _is_funded(place)


def _is_funded(place: Place) -> bool:
    """安排中央预算内投资40亿元支持…: the sum has its noun before it and its purpose behind."""
    text, quantity = place.view.plain, place.quantity
    if not is_money(quantity.unit) or not indicators.VERB_FIRST.match(text, quantity.end):
        return False
    return not place.taken.empty and not indicators.only_verbs(text, place.taken)


def read_noun_first(place: Place) -> list[Found]:
    """The promise of a number whose noun stands before it, or in the clause before."""
    taken = _taken(place)
    if taken is None:
        return []
    if taken.empty:
        return _same_subject(place, taken)
    span = (taken.start, taken.end)
    names = _names(place, taken)
    how = "each" if len(names) > 1 else "reached" if taken.reaches else "beside"
    return [
        found
        for name in names
        for found in place.found(Noun(_share_of_what(name, place), span, how), taken)
    ]


def _taken(place: Place) -> Words | None:
    """The words that name what is counted, if they promise it."""
    taken, quantity, scope = place.taken, place.quantity, place.scope
    if indicators.only_verbs(place.view.plain, taken):
        taken = replace(taken, start=taken.end, promises=True)
    if not taken.empty or place.left <= place.claimed:
        return taken if _is_promised(place, taken) else None
    before = place.before_date
    recurs = scope.rhythm is not None and scope.rhythm.end == place.left
    reaches = taken.reaches or taken.promises or (recurs and before.promises)
    if not (reaches or recurs or taken.op or quantity.op):
        return None
    return replace(before, op=taken.op or before.op, reaches=reaches)


def _is_promised(place: Place, taken: Words) -> bool:
    quantity, scope = place.quantity, place.scope
    few = quantity.in_words and quantity.value is not None and quantity.value < FEW
    few = few or quantity.bare
    if few and not is_money(quantity.unit) and not (taken.promises or taken.reaches):
        return False
    if quantity.unit is None:
        number = quantity.value
        year_like = number is not None and 1900 <= number <= 2100 and quantity.op is None
        return (taken.reaches or bool(quantity.op)) and not year_like
    if taken.empty:
        return taken.reaches or taken.op is not None or bool(quantity.op)
    if taken.reaches or taken.promises or quantity.op or scope.goals or scope.chained:
        return True
    # 蔬菜播种面积12万亩: a plan that states a number without a verb means it, unless it is a time.
    return not (is_time(quantity.unit) or only_describes(quantity.unit))


def _names(place: Place, taken: Words) -> list[str]:
    """The indicator, or the members of a list that is promised one by one (均, 各)."""
    view = place.view
    each = EACH.search(view.plain, taken.start, place.quantity.start)
    names = indicators.listed(view, taken.start, each.start()) if each else []
    if len(names) >= 2 and all(len(name) >= 2 for name in names):
        return [name + taken.change for name in names]
    whole = indicators.indicator_text(view, taken)
    said = view.plain[taken.start : taken.end].endswith(taken.change)
    return [whole if said or whole.endswith(taken.change) else whole + taken.change]


def _share_of_what(name: str, place: Place) -> str:
    """占比提高到42%: the share of what the number before it counts."""
    found = place.scope.found
    return found[-1].indicator + name if name.startswith("占") and found else name


def _same_subject(place: Place, taken: Words) -> list[Found]:
    """30以下,力争25以下: the second number is about what the first was."""
    scope, subject = place.scope, place.scope.subject
    last = scope.found[-1] if scope.chained and scope.found else None
    if last:
        subject = Noun(last.indicator, last.marks["indicator"], "same_subject")
    if not subject:
        return []
    found = place.found(subject, taken)
    return [replace(item, unit=last.unit) if last and item.unit is None else item for item in found]
