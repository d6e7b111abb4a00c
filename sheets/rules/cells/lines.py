"""Lines of a table that are none: sums, and notes and signatures below it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from sheets.rules.cells.found import Cell
from sheets.rules.cells.plainly import plainly
from sheets.rules.words import any_of, file

# A sum says so at the beginning of its line: 合计, or after an empty number.
_WITHIN = 3
_LONGEST = 24
# So much of a text tells whether it is a note.
_BEGINNING = 60


def is_total(cells: Mapping[str, Cell]) -> bool:
    """Whether a line sums up others: 合计, 全市合计, 小 计, 一、小计, 合计（12项）."""
    texts = [cell for cell in list(cells.values())[:_WITHIN] if isinstance(cell, str)]
    return any(_total().fullmatch(_key(text)) for text in texts if len(text) <= _LONGEST)


def is_note(cells: Mapping[str, Cell]) -> bool:
    """Whether a line stands below the table: 注：…, 填报人：…, * …."""
    texts = [cell for cell in cells.values() if cell is not None and cell != ""]
    first = texts[0] if texts else None
    if not isinstance(first, str):
        return False
    plain = plainly(first[:_BEGINNING])
    if _note().match(_key(plain)):
        # A task may be called 说明会 or have 注 in its first cell, but notes have no neighbours.
        return len(texts) == 1 or _is_lone_word(texts)
    if len(texts) == 1 and re.match(r"[*※★]|[0-9]?[.、]?注", plain):
        return True
    return _are_signed(texts)


def _is_lone_word(texts: Sequence[Cell]) -> bool:
    """注： in one cell and the note itself in the next."""
    return len(texts) == 2 and isinstance(texts[0], str) and len(texts[0].strip()) <= 8


def _are_signed(texts: Sequence[Cell]) -> bool:
    """Every text is who signs or when, or stands behind one: 填报人：| 张三 | 审核人：李四."""
    signed = [
        isinstance(text, str) and bool(_signed().match(_key(text[:_BEGINNING]))) for text in texts
    ]
    if not signed[0]:
        return False
    return all(one or before for before, one in zip(signed, signed[1:], strict=False))


def _key(text: str) -> str:
    return "".join(plainly(text).lower().split())


@cache
def _total() -> re.Pattern[str]:
    words = file("cells")["lines"]
    number = r"(?:[(]?[一二三四五六七八九十0-9]{1,3}[)]?[、.]?)?"
    around = any_of(words["around_total"])
    total = any_of("".join(word.split()) for word in words["total"])
    return re.compile(rf"{number}{around}?{total}(?:[(][^()]*[)])?[:：]?")


@cache
def _note() -> re.Pattern[str]:
    words = any_of("".join(word.split()) for word in file("cells")["lines"]["note"])
    return re.compile(rf"[*※(]?{words}[0-9]?[)]?[:：.]|{words}[0-9]?$")


@cache
def _signed() -> re.Pattern[str]:
    words = any_of("".join(word.split()) for word in file("cells")["lines"]["signed"])
    return re.compile(rf"{words}(?:[(][^()]*[)])?[:：]")
