"""What the values of a column look like, and how well they fit what its header says."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import chain

from sheets.rules.cells import Cell, as_seen
from sheets.rules.matching.vocabulary import header_key
from sheets.rules.matching.wordings import is_measure
from sheets.rules.words import any_of, file
from units.rules import name_key

# How a value may look; one value may look several ways.
NUMBER, PERCENT, MEASURE, BODY, DAY, ORDER, PHONE, PERSON, TICK, NOTHING, SHORT, LONG = (
    "number", "percent", "measure", "body", "day", "order", "phone", "person", "tick", "nothing",
    "short", "long",
)  # fmt: skip
_LONG_TEXT = 15
# So much of a text tells what it is.
_ENOUGH = 100
_NUMBER = re.compile(
    r"(?:约|近|超过?|达到?|[≥≤><＞＜]=?|不低于|不少于|不超过|低于|高于|新增|完成|累计)*"
    r"[-+]?\d[\d,.]*(?:[-—~～]\d[\d.]*)?"
    r"(?P<measure>\D{0,8}?)(?:以上|以下|左右|以内|余)?"
)
_ORDER = re.compile(
    r"[(（]?(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[①-⑳])(?:[-.]\d{1,3})*[)）、.．]?"
)
_DAY = re.compile(
    r"(?:20\d\d年?)?[^。]{0,4}(?:\d{1,2}月|季度|年底|年末|半年|月底|长期|持续|常年|全年|年内|每[年月季])"
    r".{0,8}|20\d\d[-./年]\d{1,2}.{0,12}|20\d\d年.{0,3}|20\d{6}"
)
_PHONE = re.compile(r"(?:1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff] [\u4e00-\u9fff]")


def looks_of(cell: Cell) -> frozenset[str]:
    """How one value looks; empty where there is none."""
    if cell is None:
        return frozenset()
    if isinstance(cell, dict):
        kinds = {"percent": {PERCENT, NUMBER}, "date": {DAY}, "logical": {TICK}}
        # A formula or an error says nothing about what would stand here.
        return frozenset(kinds.get(cell["is"], ()))
    text = as_seen(cell)[:_ENOUGH].strip()
    if isinstance(cell, str):
        return _text_looks(text)
    order = {ORDER} if re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?", text) else set()
    phone = {PHONE} if _PHONE.fullmatch(text) else set()
    day = {DAY} if re.fullmatch(r"20\d{6}|4[4-9]\d{3}", text) else set()
    return frozenset({NUMBER} | order | phone | day)


def _text_looks(text: str) -> frozenset[str]:
    plain = header_key(text) or name_key(text)
    if not plain:
        return frozenset({NOTHING}) if text.strip() else frozenset()
    found = {LONG if len(plain) >= _LONG_TEXT else SHORT}
    number = _NUMBER.fullmatch(name_key(text).translate(_HALF))
    if number and (not number["measure"] or is_measure(number["measure"])):
        found |= {NUMBER, PERCENT} if "%" in plain else {NUMBER}
    tests = (
        (MEASURE, is_measure(text)),
        (BODY, found == {SHORT} and _bodies().search(plain) is not None),
        (DAY, _DAY.fullmatch(name_key(text)) is not None),
        (ORDER, _ORDER.fullmatch(name_key(text)) is not None),
        (PHONE, _PHONE.fullmatch(text) is not None),
        (PERSON, _PERSON.fullmatch(text) is not None),
        (TICK, plain in _yes_no()),
        (NOTHING, text.lower() in _nothing()),
    )
    return frozenset(found | {look for look, fits in tests if fits})


_HALF = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(any_of(file("signs")["values"]["bodies"]) + r"(?:\(.*\))?$")


@cache
def _yes_no() -> frozenset[str]:
    return frozenset(file("signs")["values"]["yes_no"])


@cache
def _nothing() -> frozenset[str]:
    return frozenset(file("signs")["values"]["nothing"])


def profile(looks: Iterable[frozenset[str]]) -> dict[str, float]:
    """Look -> share of a column's values that have it; empty where the column is."""
    some = [each for each in looks if each]
    telling = [each for each in some if NOTHING not in each]
    counted = Counter(chain.from_iterable(telling))
    shares = {each: count / len(telling) for each, count in counted.items()}
    return shares if telling else dict.fromkeys({NOTHING} if some else (), 1.0)


_FIGURES = ("planned", "value", "last_figure", "period_value", "rate", "percent")
_WORDS = ("progress", "problems", "next_steps", "coordination", "last_text", "quote", "explanation")


def fit(key: str, shares: dict[str, float]) -> float:
    """From -1 (the values deny the key) to 1 (they say it too); 0 where they say nothing."""
    if not shares or NOTHING in shares:
        return 0.0
    number, words = shares.get(NUMBER, 0), _words_share(shares)
    if key in _FIGURES:
        return 2 * number - 1 if number or words else 0.0
    if key in _WORDS:
        return words - 1.5 * number if words or number else 0.0
    if key in ("subject", "category", "plan", "indicator", "name"):
        wrong = number + shares.get(MEASURE, 0) + shares.get(DAY, 0) + shares.get(BODY, 0) / 2
        return words - 1.5 * min(wrong, 1.0)
    looks = _SIGNS.get(key)
    if looks is None:
        return 0.0
    share = max(shares.get(look, 0) for look in looks)
    return 2 * share - 1


_SIGNS: dict[str, tuple[str, ...]] = {
    "number": (ORDER,),
    "unit": (BODY,),
    "parent": (BODY,),
    "unit_of_measure": (MEASURE,),
    "due": (DAY,),
    "written_on": (DAY,),
    "ends_on": (DAY,),
    "phone": (PHONE,),
    "reporter": (PERSON,),
    "no_change": (TICK,),
}


def _words_share(shares: dict[str, float]) -> float:
    """Texts that are texts and nothing else."""
    text = shares.get(SHORT, 0) + shares.get(LONG, 0)
    return max(0.0, min(1.0, text) - shares.get(NUMBER, 0))
