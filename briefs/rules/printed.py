"""A circular as it is printed: every word of it, kept as it was approved. Plain Python."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from briefs.rules.texts import level_of, lines_of, parts_of

Json = dict[str, Any]


def lines_as_printed(body: str, words: Mapping[str, str]) -> list[Json]:
    """The paragraphs with their level and their parts; a part knows the figure that it is."""
    return [
        {
            "level": level_of(line).value,
            "parts": [{"text": part.text, "figure": part.figure} for part in parts_of(line, words)],
        }
        for line in lines_of(body)
    ]


def text_of(line: Mapping[str, Any]) -> str:
    return "".join(part["text"] for part in line["parts"])


def fingerprint(printed: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """Of all words, figures and annexes, in one order of their names."""
    whole = {"printed": printed, "content": content}
    told = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
