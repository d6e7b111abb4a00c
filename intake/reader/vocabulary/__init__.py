"""The words that the reader knows, kept as commented TOML files beside this module."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def words(name: str) -> Mapping[str, Any]:
    """The vocabulary file of that name; read once per process."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def any_of(choices: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, so that 人次 is not read as 人."""
    return (
        "(?:" + "|".join(re.escape(word) for word in sorted(choices, key=len, reverse=True)) + ")"
    )
