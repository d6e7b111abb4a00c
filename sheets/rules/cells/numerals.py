"""Numbers written in Chinese characters, where they can be read in one way only."""

import re
from decimal import Decimal

_DIGITS = dict(zip("零〇○一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_DIGITS |= {"两": 2} | dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_STEPS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8}
SIGNS = "".join((*_DIGITS, *_STEPS, *_BIG)) + "点"
_SPOKEN = re.compile("[零〇○]")


def numeral(text: str) -> Decimal:
    """三百二十 is 320. Raises ValueError for 一百二 and 三四, which are read in two ways."""
    whole, _dot, fraction = text.partition("点")
    digits = [str(_DIGITS[sign]) for sign in fraction if sign in _DIGITS]
    if len(digits) != len(fraction) or not whole:
        raise ValueError(text)
    return Decimal(f"{_whole(whole)}.{''.join(digits) or 0}")


def _whole(text: str) -> int:
    if not set(text) & (_STEPS.keys() | _BIG.keys()):
        return _digit_by_digit(text)
    total = section = digit = 0
    last = 0
    for sign in text:
        if sign in _DIGITS:
            if digit:
                raise ValueError(text)
            digit = _DIGITS[sign]
        elif sign in _STEPS:
            step = _STEPS[sign]
            # 百家 and 二十三百 are no numbers; 十 alone is one.
            if (not digit and step != 10) or (last and step >= last):
                raise ValueError(text)
            section, digit, last = section + (digit or 1) * step, 0, step
        else:
            big = _BIG[sign]
            section += digit
            if not section and not total:
                raise ValueError(text)
            total = (total + section) * big if total < big else total + section * big
            section = digit = last = 0
    if digit and _is_left_open(text):
        raise ValueError(text)
    return total + section + digit


def _digit_by_digit(text: str) -> int:
    """二〇二五 spells a number; 三四 means three or four, and 一 alone may be a dash."""
    if len(text) > 1 and not _SPOKEN.search(text):
        raise ValueError(text)
    return int("".join(str(_DIGITS[sign]) for sign in text))


def _is_left_open(text: str) -> bool:
    """一百二 is 120 or 102; 一百零二, 三十二 and 一百二十二 say it."""
    return len(text) > 1 and text[-2] in "百佰千仟万萬亿"
