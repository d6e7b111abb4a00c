"""A content as texts, the form in which lines keep it until it is saved."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reports.rules import TEXTS, WORDS, Content, Subject
from sheets.rules.cells import clean, plain

FIGURES = ("percent", "value")


def texts(content: Content, about: Subject) -> dict[str, str]:
    """Field -> text, of the fields that a report asks for and of what was given beside them."""
    asked = "percent" if about is Subject.TASK else "value"
    kept = {}
    for key in FIGURES:
        figure = getattr(content, key)
        if figure is not None or key == asked:
            kept[key] = "" if figure is None else plain(figure)
    for key in TEXTS:
        # Browsers end lines as typewriters did; Excel does not.
        kept[key] = clean(getattr(content, key))
    if content.no_change:
        kept["no_change"] = "1"
    if content.explanation:
        kept["explanation"] = content.explanation
    return kept


def content_of(kept: Mapping[str, str]) -> Content:
    """The content that was kept as texts; the opposite of `texts`."""
    fields: dict[str, Any] = {key: kept[key] for key in WORDS if key in kept}
    fields |= {key: Decimal(kept[key]) for key in FIGURES if kept.get(key)}
    return Content(**fields, no_change=bool(kept.get("no_change")))


def seen_of(kept: Mapping[str, str]) -> str:
    """A short print of a content, by which a line is known that nobody has touched."""
    told = "\0".join(f"{key}={text}" for key, text in sorted(kept.items()) if text)
    return hashlib.blake2s(told.encode(), digest_size=4).hexdigest()
