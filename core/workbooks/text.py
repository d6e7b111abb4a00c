"""Text as the XML of a workbook can hold it."""

import re

# What a cell of Excel holds, counted as Excel counts: letters beyond the first plane are two.
LONGEST_TEXT = 32_767
# Most texts hold none of these, and are written as they are.
_SPECIAL = re.compile('[&<>"\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_')
_LINE_END = re.compile("\r\n?")
# XML has no place for these; the format writes them as _x0007_, and escapes what looks like that.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Ready to stand in an element or an attribute; cut where Excel would call the file damaged."""
    if len(text) > LONGEST_TEXT // 2:
        text = _cut(text)
    if not _SPECIAL.search(text):
        return text
    text = _NO_CHARACTER.sub("\ufffd", _LINE_END.sub("\n", text))
    text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def attribute(text: str) -> str:
    """The same where a line break would otherwise become a space."""
    return escaped(text).replace("\n", "&#10;").replace("\t", "&#9;")


def _cut(text: str) -> str:
    wide = sum(letter > "\uffff" for letter in text)
    if len(text) + wide <= LONGEST_TEXT:
        return text
    # Not half a letter: each may count twice, so half as many are sure to fit.
    room = LONGEST_TEXT - 1 if not wide else (LONGEST_TEXT - 1) // 2
    return text[:room] + "…"
