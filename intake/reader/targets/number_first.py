"""建成1家孵化器: numbers that stand before what they count."""

import re

from intake.reader.lines import Span
from intake.reader.numbers import is_money, is_share, only_describes
from intake.reader.vocabulary import words

from . import indicators
from .found import Found
from .indicators import DESCRIPTIVE, TAIL_JOINT, Noun
from .place import Place

PROMISE = words("targets")["promise"]
DONE_FOR = re.compile(PROMISE["done_for"])
DONE = re.compile(PROMISE["done"])
SHARE_OF = re.compile("(?:的|以上的?)?(?=[\u4e00-\u9fff]{4})(?!.{0,3}(?:水平|比例|标准|速度))")
SHARE_VERBS = frozenset([*PROMISE["verbs"], *PROMISE["share_verbs"]])
FEW_THINGS = re.compile(f"(?:{PROMISE['few_things']})")
REACHES = re.compile("达到|实现|完成|建成|通过")
JUST_BEHIND = 6  # characters between 每季度 and its number: 每季度通报1次


def read_number_first(place: Place) -> list[Found]:
    """The promise of a number whose noun stands behind it."""
    quantity, view = place.quantity, place.view
    if is_share(quantity.unit) or (quantity.op and place.taken.empty):
        if found := _share_of(place):
            return found
        if is_share(quantity.unit):
            return []
    if not (_goes_on(place) or _is_promised(place)):
        return []
    if only_describes(quantity.unit) or quantity.unit is None or quantity.more:
        return []
    start, _ = view.trim(quantity.end, place.limit, "的")
    if is_money(quantity.unit) and indicators.VERB_FIRST.match(view.plain, start, place.limit):
        return _spent(place)
    start, end = _object(place, start)
    if start >= end or DESCRIPTIVE.match(view.plain[start:end]):
        return []
    if quantity.in_words and FEW_THINGS.search(view.plain[start:end]):
        return []
    return _found(place, (start, end), end)


def _found(place: Place, span: Span, end: int) -> list[Found]:
    return place.found(Noun(place.view.words(*span), span, "object"), place.taken, end=end)


def _goes_on(place: Place) -> bool:
    """建成1家孵化器、2个平台: what promised the number before promises this one as well."""
    scope = place.scope
    if scope.chained and place.taken.empty and not place.taken.change:
        return True
    joined = TAIL_JOINT.fullmatch(place.view.plain, place.left, place.quantity.start)
    return bool(joined and scope.found and place.claimed == scope.found[-1].end)


def _is_promised(place: Place) -> bool:
    """Whether the words before the number promise it."""
    text, quantity, rhythm = place.view.plain, place.quantity, place.scope.rhythm
    if indicators.promises_before(text, place.left, quantity.start):
        return True
    if rhythm and 0 <= quantity.start - rhythm.end <= JUST_BEHIND:
        return True
    done_for = DONE_FOR.search(text, max(0, place.left - 2), quantity.start)
    return bool(done_for and DONE.search(text[quantity.end : place.limit]))


def _object(place: Place, start: int) -> Span:
    """The noun phrase behind the number."""
    text = place.view.plain
    end = indicators.object_end(text, start, place.limit)
    joint = TAIL_JOINT.search(text[start:end]) if end == place.limit else None
    return place.view.trim(start, end - (len(joint[0]) if joint else 0), "、,;:。")


def _spent(place: Place) -> list[Found]:
    """投入3亿元建设…: what is counted is the spending itself."""
    quantity, view = place.quantity, place.view
    said = indicators.VERB_LAST.search(view.plain[place.left : quantity.start])
    if not said:
        return []
    return _found(place, view.trim(place.left + said.start(), quantity.start), quantity.end)


def _share_of(place: Place) -> list[Found]:
    """80%以上幼儿园达到…标准, 实现100%的乡镇…: a share of something that does or has something."""
    text, quantity = place.view.plain, place.quantity
    if not is_share(quantity.unit) and not REACHES.search(text, quantity.end, place.limit):
        return []
    of = SHARE_OF.match(text, quantity.end, place.limit)
    verb = text[quantity.start - 2 : quantity.start]
    if not of or not (place.taken.empty or verb in SHARE_VERBS):
        return []
    stop = re.search("[,;。]|$", text[of.end() : place.limit])
    span = place.view.trim(of.end(), of.end() + (stop.start() if stop else 0), "、的")
    return _found(place, span, span[1])
