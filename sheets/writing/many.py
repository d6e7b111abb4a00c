"""Workbooks of many units: one for all of them, or one for each in an archive to carry."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import IO, NamedTuple
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils.timezone import localtime

from sheets.columns import CITY_COLUMNS
from sheets.writing.stamps import Stamp
from sheets.writing.template import Line, stream_workbook, write_workbook

ZIP_MIME = "application/zip"
# With the day and the ending it fits into the 255 bytes of a file system, three to a letter.
LONGEST_NAME = 60
# What Windows does not take, and what nobody sees: signs that turn the direction of writing.
_UNSAFE = re.compile(
    '[\x00-\x1f\x7f<>:"/\\\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]'
)


class Owner(NamedTuple):
    """Whose line it is, and the government under which the unit's name is understood."""

    pk: int
    name: str
    government: str


def stream_city(
    file: IO[bytes], lines: Iterable[tuple[Owner, Line]], *, title: str, stamp: Stamp
) -> None:
    """One workbook with the lines of all units, in memory that does not grow with them."""
    only_lines = (line for _owner, line in lines)
    stream_workbook(file, only_lines, unit_name=title, stamp=stamp, columns=CITY_COLUMNS)


def stream_archive(file: IO[bytes], lines: Iterable[tuple[Owner, Line]], *, stamp: Stamp) -> None:
    """The own workbook of each unit, named by it; lines of one unit must follow each other.

    In memory that does not grow with the number of units.
    """
    names = _Names()
    moment = localtime(stamp.made_at).timetuple()[:6]
    with ZipFile(file, "w") as archive:
        for owner, of_unit in groupby(lines, key=itemgetter(0)):
            entry = ZipInfo(f"{names.of(owner)}-{stamp.ends_on:%Y-%m-%d}.xlsx", moment)
            # A workbook is an archive itself: packing it once more wins nothing.
            entry.compress_type = ZIP_STORED
            own = replace(stamp, unit_id=owner.pk)
            only_lines = (line for _owner, line in of_unit)
            archive.writestr(entry, write_workbook(only_lines, unit_name=owner.name, stamp=own))


def safe_name(name: str) -> str:
    """As any file system takes it, in any folder."""
    words = _UNSAFE.sub(" ", unicodedata.normalize("NFC", name)).split()
    return " ".join(words)[:LONGEST_NAME].strip(" .") or "_"


class _Names:
    """Names of files that differ from one another, also where case does not count."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, owner: Owner) -> str:
        name = next(each for each in _wishes(owner) if each.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name


def _wishes(owner: Owner) -> Iterator[str]:
    """Its name; of several units of one name, the government tells whose it is."""
    yield safe_name(owner.name)
    full = safe_name(f"{owner.government} {owner.name}")
    yield full
    # No two units have one number.
    yield f"{full} {owner.pk}"
