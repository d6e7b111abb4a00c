"""Traditional characters → simplified ones, one for one, so that every place stays where it is."""

from functools import cache

import opencc

from .vocabulary import words

FIRST, LAST = 0x3400, 0x9FFF
SAMPLE = 4000
# A simplified text has next to none of these characters, a traditional one about every third.
SHARE = 0.05


def simplified(text: str) -> str:
    """The text in simplified characters if it is printed in traditional ones; else as it is."""
    sample = [char for char in text[: 4 * SAMPLE] if FIRST <= ord(char) <= LAST][:SAMPLE]
    table = _table()
    if sum(ord(char) in table for char in sample) <= SHARE * len(sample):
        return text
    return text.translate(table)


@cache
def _table() -> dict[int, str]:
    """Each traditional character with its simplified form, by OpenCC's dictionary of characters.

    Converted one a line, so that OpenCC's dictionary of phrases never makes two of one.
    """
    chars = [chr(code) for code in range(FIRST, LAST + 1)]
    forms = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    pairs = zip(chars, forms, strict=True)
    table = {ord(one): form for one, form in pairs if one != form and len(form) == 1}
    return table | {ord(one): form for one, form in words("formats")["script"].items()}
