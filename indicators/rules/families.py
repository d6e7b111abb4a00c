"""Main economic indicators (主要经济指标) and counted targets (量化指标). Plain Python.

Offices count them apart: a share over both would mean nothing.
"""

import re
import tomllib
from enum import StrEnum
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_SIGNS = re.compile(r"[\s（）()《》“”\"'·、，,.．\-—_]+")


class Family(StrEnum):
    ECONOMIC = "economic"
    COUNTED = "counted"


def family_of(name: str, unit_of_measure: str) -> Family:
    """What an indicator probably is, by its name and what it is measured in."""
    key, measure = _key(name), unit_of_measure.strip()
    measured = not measure or measure.endswith(_MEASURES) or "元/" in measure
    if measured and _names(key, _ECONOMIC) and not _names(key, _OTHER):
        return Family.ECONOMIC
    return Family.COUNTED


def _key(words: str) -> str:
    return _SIGNS.sub("", words).upper().replace("＆", "&")


def _names(key: str, words: tuple[str, ...]) -> bool:
    return any(word in key for word in words)


_ECONOMIC = tuple(_key(word) for word in _WORDS["economic"])
_OTHER = tuple(_key(word) for word in _WORDS["other"])
_MEASURES = tuple(_WORDS["measures"])
