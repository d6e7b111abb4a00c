"""How items are numbered: what is printed before an item, and the number itself."""

from collections.abc import Callable
from dataclasses import dataclass

from intake.reader.files.counting import LEGAL, han


@dataclass(frozen=True)
class Count:
    """`mark` prints the n-th item of the m-th chapter, `number` is what of it is the number."""

    mark: Callable[[int, int], str]
    number: Callable[[int, int], str | None]


def _count(mark: str, number: str, digits: Callable[[int], str] = str) -> Count:
    return Count(
        lambda n, m: mark.format(n=digits(n), m=m), lambda n, m: number.format(n=digits(n), m=m)
    )


NONE = Count(lambda n, m: "", lambda n, m: None)
CHAPTER = _count("第{n}章 ", "第{n}章", han)
PART = _count("第{n}部分 ", "第{n}部分", han)
ARTICLE = _count("第{n}条 ", "第{n}条", han)
HAN = _count("{n}、", "{n}", han)
FORMAL = _count("{n}、", "{n}", lambda n: han(n, LEGAL))
ROMAN = _count("{n}. ", "{n}", lambda n: chr(ord("Ⅰ") + n - 1))
HAN_BRACKET = _count("（{n}）", "（{n}）", han)
ARABIC = _count("{n}.", "{n}")
ARABIC_COMMA = _count("{n}、", "{n}")
ARABIC_SPACE = _count("{n}. ", "{n}")
ARABIC_BRACKET = _count("（{n}）", "（{n}）")
CLOSED = _count("{n}）", "{n}）")
CIRCLED = _count("{n}", "{n}", lambda n: chr(ord("①") + n - 1))
ORDINAL = _count("{n}是", "{n}是", han)
DECIMAL = _count("{m}.{n} ", "{m}.{n}")
