"""The words of `words.toml`."""

import tomllib
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)


def longest_first(words: list[str]) -> list[str]:
    """In the order in which they must be tried: 总数量 before 数量."""
    return sorted(words, key=len, reverse=True)
