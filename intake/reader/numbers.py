"""Numbers with their units of measure, as they are printed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .lines import Span, View, within
from .vocabulary import any_of, words

MEASURES = words("measures")
AFTER = words("targets")["after"]
AFTER_OPS = {word: op for op, all_words in AFTER.items() for word in all_words}

COUNT = {
    unit for group in ("count", "money", "share", "amount", "time") for unit in MEASURES[group]
}
MEASURE = any_of(COUNT)
PER = f"/(?:每)?(?:[十百千万亿]{{0,2}}{MEASURE}|年|月|日|天|小时)"
UNIT = f"(?:[十百千]?[万亿]{{1,2}}{MEASURE}?|{MEASURE})(?:{PER}|[(]{MEASURE}(?:、{MEASURE})*[)])?"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
HAN_NUMBER = "[一两二三四五六七八九十][一二三四五六七八九十百千]{0,5}"
QUANTITY = re.compile(
    rf"(?<![\dA-Za-z.+/〔\[第#-])(?P<low>{NUMBER})(?P<lost>\.(?!\d))?(?P<more>余|多)?"
    rf"(?:(?P<low_unit>{UNIT})?(?:[-—–~～一]|至|到)(?P<high>{NUMBER}))?(?P<unit>{UNIT})?(?P<more2>余|多)?"
    rf"(?P<tail>{any_of(AFTER_OPS)})?"
    rf"|百分之(?P<share>{NUMBER}|百|{HAN_NUMBER})(?P<share_tail>{any_of(AFTER_OPS)})?"
    rf"|(?<![一二三四五六七八九十第两百千几数多上成各])(?P<round>[百千])(?P<round_unit>万|亿元|{any_of(MEASURES['count'])})"
    rf"|(?<![一二三四五六七八九十第两百千几数])(?P<han>{HAN_NUMBER})(?P<han_unit>{UNIT})(?P<han_tail>{any_of(AFTER_OPS)})?"
)
# After a number without unit these make it a name, a date or a formula, and no quantity.
NO_QUANTITY = re.compile(r"[A-Za-z+年月号时点版大一二三四五六七八九十&×x*]|后|型|式|条|款")
NOUN_FOLLOWS = re.compile("[\u4e00-\u9fffA-Za-z]")
# 平均受教育年限12.5年: here 年 counts and makes no date.
YEARS_OF = re.compile("(?:年限|寿命|学制)[^,。;]{0,4}$")
HIDDEN = re.compile(
    r"《[^》\n]{0,120}》|“[^”\n]{0,25}”|\"[^\"\n]{0,25}\"|\([^()\n]{0,200}\)|\[[^\]\n]{0,40}\]|〔[^〕\n]{0,12}〕"
)
NOT_ALONE = re.compile(MEASURES["not_alone"])
DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True)
class Quantity:
    """One number or range. `end` includes the unit and 以上; `op` is what that word says.

    `marks` are the places of its parts: value, value_high, unit, op.
    """

    start: int
    end: int
    value: Decimal | None
    high: Decimal | None = None
    unit: str | None = None
    op: str | None = None
    lost: bool = False
    in_words: bool = False
    more: bool = False  # 余, 多: about so many that are there
    bare: bool = False  # 百, 千 alone
    marks: Mapping[str, Span] = field(default_factory=dict)


def find_quantities(view: View, start: int, end: int) -> list[Quantity]:
    """The numbers between two places that are not in brackets, quotes or titles."""
    hidden = [found.span() for found in HIDDEN.finditer(view.plain, start, end)]
    found = []
    for match in QUANTITY.finditer(view.plain, start, end):
        if within(hidden, match.start()):
            continue
        read = _read
        for group, reader in (("share", _share), ("round", _round), ("han", _han)):
            read = reader if match[group] else read
        quantity = read(view, match)
        if quantity:
            found.append(quantity)
    return found


def hidden_spans(text: str, start: int, end: int) -> list[Span]:
    """Brackets, quotes and titles, whose commas end no clause."""
    return [found.span() for found in HIDDEN.finditer(text, start, end)]


def is_time(unit: str | None) -> bool:
    """Whether less of it is better: days and steps."""
    return unit in MEASURES["time"]


def only_describes(unit: str | None) -> bool:
    """Whether before a noun it says of what kind the thing is, not how many there are."""
    return unit in MEASURES["describing"]


def is_money(unit: str | None) -> bool:
    """Whether it counts money."""
    return unit is not None and unit.split("/")[0].endswith("元")


def is_share(unit: str | None) -> bool:
    """Whether it is per cent or the like."""
    return unit in MEASURES["share"]


def _read(view: View, match: re.Match[str]) -> Quantity | None:
    unit_span = match.span("unit") if match["unit"] else match.span("low_unit")
    unit = view.words(*unit_span) if unit_span[0] >= 0 else None
    if unit is None and _counts_years(view, match):
        marks = {"value": match.span("low"), "unit": (match.end(), match.end() + 1)}
        return Quantity(
            match.start(), match.end() + 1, _decimal(match["low"]), unit="年", marks=marks
        )
    value, high = _decimal(match["low"]), _decimal(match["high"])
    if _is_a_name(view, match, unit, unit_span) or (high and value and high <= value):
        return None
    tail, end = match["tail"], match.end()
    if tail == "内" and not is_time(unit):  # 60条内街小巷
        tail, end = None, end - 1
    lost = bool(match["lost"]) and not unit
    if lost and not tail:
        return None
    marks = _marks(match, value="low", value_high="high") | ({"unit": unit_span} if unit else {})
    return Quantity(
        match.start(),
        end,
        None if lost else value,
        high,
        unit,
        AFTER_OPS[tail] if tail else None,
        lost,
        more=bool(match["more"] or match["more2"]),
        marks=marks | ({"op": match.span("tail")} if tail else {}),
    )


def _counts_years(view: View, match: re.Match[str]) -> bool:
    """平均受教育年限12.5年: here 年 is a unit of measure."""
    years = YEARS_OF.search(view.plain, max(0, match.start() - 10), match.start())
    return years is not None and view.plain[match.end() : match.end() + 1] == "年"


def _is_a_name(view: View, match: re.Match[str], unit: str | None, unit_span: Span) -> bool:
    """Whether what follows makes the number a name, a date or a formula: 三部门, 5月, 4A级."""
    if unit is None:
        return NO_QUANTITY.match(view.plain, match.end()) is not None
    if NOT_ALONE.match(view.plain, unit_span[0]):
        return True
    alone = unit in MEASURES["never_alone"] and match["tail"] is None
    return alone and NOUN_FOLLOWS.match(view.plain, match.end()) is not None


def _marks(match: re.Match[str], **groups: str) -> dict[str, Span]:
    return {name: match.span(group) for name, group in groups.items() if match[group]}


def _han(view: View, match: re.Match[str]) -> Quantity | None:
    value, unit = han_value(match["han"]), match["han_unit"]
    # 一家, 三个 and 二次 mostly describe; 五千亿元 counts, 千亿级 describes.
    if (
        (value == 1 and unit[0] not in "十百千万亿")
        or unit in MEASURES["never_in_words"]
        or NOT_ALONE.match(view.plain, match.start("han_unit"))
        or view.plain[match.end() : match.end() + 1] == "级"
    ):
        return None
    return Quantity(
        match.start(),
        match.end(),
        Decimal(value),
        unit=view.words(*match.span("han_unit")),
        op=AFTER_OPS.get(match["han_tail"]),
        in_words=True,
        marks=_marks(match, value="han", unit="han_unit", op="han_tail"),
    )


def _share(view: View, match: re.Match[str]) -> Quantity:
    """百分之百, 百分之三十五."""
    said = match["share"]
    value = (
        _decimal(said) if said[0].isdigit() else Decimal(100 if said == "百" else han_value(said))
    )
    marks = _marks(match, value="share", op="share_tail") | {
        "unit": (match.start(), match.start() + 2)
    }
    op = AFTER_OPS.get(match["share_tail"])
    return Quantity(*match.span(), value, unit="%", op=op, marks=marks)


def _round(view: View, match: re.Match[str]) -> Quantity:
    """突破百项关键技术, 用户超千万: round numbers, which a verb must promise."""
    marks = _marks(match, value="round", unit="round_unit")
    value = Decimal(100 if match["round"] == "百" else 1000)
    unit = view.words(*match.span("round_unit"))
    return Quantity(*match.span(), value, unit=unit, in_words=True, bare=True, marks=marks)


def han_value(text: str) -> int:
    """三十五 is 35, 两百 is 200."""
    total, digit = 0, 0
    for char in text:
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text.replace(",", ""))
