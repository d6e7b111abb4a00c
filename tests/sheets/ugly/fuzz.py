"""Spoils good files in a thousand ways and reads them: `python -m tests.sheets.ugly.fuzz 0 500`.

Each mutation depends on its number alone. The number is printed before the file is read, so that a
death of the process is told by the last line.
"""

import json
import random
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import ParseError

from sheets.reader.__main__ import read_workbook
from tests.sheets.ugly import catalogue, compound, oracle
from tests.sheets.ugly.table import Formula, Number, Sheet, book
from tests.sheets.ugly.xml import SHEET, archive, unpacked

TOKENS = [
    b"<", b">", b"</row>", b"</c>", b"<c/>", b'<c r="A1"><v>1</v></c>', b"<v>", b"</v>", b"<v></v>",
    b"&amp;", b"&", b"&#0;", b"&#20219;", b"&#55296;", b"&#32;", b"&#x4e00;", b"<!-- -->", b"<![CDATA[ ]]>", b"<?x?>", b"<!DOCTYPE a>", b"\0", b"\xff",
    b' t="s"', b' t="e"', b' t="str"', b' t="inlineStr"', b' t="b"', b' t="d"', b' s="1"', b' r="A1"',
    b' r="XFD1048576"', b' hidden="1"', b"1e400", b"-1", b"99999999999", b"<f>A1</f>", b"<is><t>x</t></is>",
    b"</sheetData>", b"<sheetData>", b"<sheetData/>", b"<row/>", b'<row r="9"/>', b"<x:c/>", b" ", b"\n",
    "字".encode(), b'<mergeCell ref="A1:XFD1"/>', b"1904", b"\x09\x08\x10\x00", b"\x0a\x00\x00\x00",
]  # fmt: skip
# What an archive that is spoiled already does to the next mutation.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, LookupError, ValueError, EOFError, OSError, RuntimeError,
)  # fmt: skip
Mutation = Callable[[bytes, random.Random], bytes]


def bases() -> list[bytes]:
    """The good files."""
    lines = [("任务", "单位", "进度", "数值")]
    lines += [(f"第{n}项", "市科技局", Number(f"0.{n}", 1), n * 1.5) for n in range(1, 40)]  # type: ignore[misc]  # cells of all kinds
    lines += [("合计", None, None, Formula("SUM(D2:D40)", "1170"))]  # type: ignore[list-item]  # cells of all kinds
    rows: list[list[compound.Value]] = [[f"第{n}项", n / 2] for n in range(30)]
    old = compound.sheet([["任务", "进度"], *rows])
    kept = {trap.key: trap for trap in catalogue.TRAPS}
    return [
        book(Sheet(lines, marked={3: 'hidden="1"'}), Sheet([("旧",)], name="旧", state="hidden")),
        book(Sheet(lines), shared=False),
        book(Sheet(lines), extra={"xl/vbaProject.bin": b"x" * 99}),
        kept["D14-a"].make(),
        kept["X25-e"].make(),
        compound.workbook({"填报": old}, formats=(0, 9)),
        kept["D16-b"].make(),
        "任务,进度\n甲,1\n乙,2\n".encode("gb18030"),
    ]


def mutated(good: Sequence[bytes], number: int) -> bytes:
    chance = random.Random(number)
    content = chance.choice(good)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        mutation = chance.choice(MUTATIONS if content.startswith(b"PK") else [_bytes])
        try:
            content = mutation(content, chance)
        except UNREADABLE:
            content = _bytes(content, chance)
    return content


def _bytes(content: bytes, chance: random.Random) -> bytes:
    """Any bytes of the file, whatever they are."""
    spoiled = bytearray(content or b"x")
    start = chance.randrange(len(spoiled))
    match chance.randrange(5):
        case 0:
            del spoiled[start:]
        case 1:
            del spoiled[start : start + chance.randrange(1, 40)]
        case 2:
            spoiled[start:start] = chance.choice(TOKENS)
        case 3:
            spoiled[start : start + 4] = chance.randbytes(4)
        case _:
            for _ in range(chance.randrange(1, 20)):
                spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def _members(content: bytes, chance: random.Random) -> bytes:
    """The members of the archive: one lost, renamed, swapped, doubled or emptied."""
    entries = unpacked(content)
    one, other = chance.choice(list(entries)), chance.choice(list(entries))
    match chance.randrange(5):
        case 0:
            del entries[one]
        case 1:
            entries[chance.choice([f"{one}x", one.upper(), f"../{one}"])] = entries.pop(one)
        case 2:
            entries[one], entries[other] = entries[other], entries[one]
        case 3:
            entries[f"xl/{chance.randrange(99)}.xml"] = entries[one]
        case _:
            entries[one] = entries[one][: chance.randrange(len(entries[one]) + 1)]
    return archive(entries)


def _markup(content: bytes, chance: random.Random) -> bytes:
    """Pieces of a part: tokens put in, tags and attributes lost, doubled or moved."""
    entries = unpacked(content)
    name = chance.choice([SHEET] * 4 + list(entries))
    part = entries[name]
    tags = [match.span() for match in re.finditer(rb"<[^<>]*>|[^<>]+", part)]
    start, end = chance.choice(tags)
    piece = part[start:end]
    into = chance.choice(tags)[0]
    match chance.randrange(5):
        case 0:
            part = part[:start] + part[end:]
        case 1:
            part = part[:into] + piece + part[into:]
        case 2:
            part = part[:start] + chance.choice(TOKENS) + part[end:]
        case 3:
            at = chance.randrange(start, end)
            part = part[:at] + chance.choice(TOKENS) + part[at:]
        case _:
            part = part[:start] + part[end:into] + piece + part[max(into, end) :]
    entries[name] = part
    return archive(entries)


def _cells(content: bytes, chance: random.Random) -> bytes:
    """A cell: another address, kind, style or value; two cells or two rows that change places."""
    entries = unpacked(content)
    part = entries[SHEET]
    cells = [match.span() for match in re.finditer(rb"<c [^<>]*/>|<c .*?</c>|<row .*?</row>", part)]
    start, end = chance.choice(cells)
    piece = part[start:end]
    pattern, values = chance.choice(CELL_VALUES)
    piece = re.sub(pattern, lambda _: chance.choice(values), piece, count=chance.choice((0, 1)))
    into = chance.choice(cells)
    if chance.randrange(3) == 0 and end <= into[0]:
        part = part[:start] + part[slice(*into)] + part[end : into[0]] + piece + part[into[1] :]
    else:
        part = part[:start] + piece + part[end:]
    entries[SHEET] = part
    return archive(entries)


CELL_VALUES: list[tuple[bytes, list[bytes]]] = [
    (rb'r="[^"]*"', [b'r="A1"', b'r="B7"', b'r="7"', b'r="ZZ9"', b'r="a1"', b'r=""', b'r="A0"', b""]),
    (rb't="[^"]*"', [b't="s"', b't="n"', b't="e"', b't="str"', b't="inlineStr"', b't="b"', b't="d"', b""]),
    (rb's="[^"]*"', [b's="1"', b's="4"', b's="999"', b's="-1"', b's="x"', b""]),
    (rb"<v>[^<]*</v>", [b"<v></v>", b"<v/>", b"<v>0</v>", b"<v>99</v>", b"<v>1e999</v>", b"<v>x</v>", b"<v> </v>", b"", b"<f>A1</f>"]),
    (rb">[^<]+<", [b"><", b"> <", b">0<", b">\xe5\xad\x97<", b">&lt;<", b">" + b"9" * 400 + b"<"]),
]  # fmt: skip
MUTATIONS: list[Mutation] = [_bytes, _members, _markup, _cells, _cells, _cells, _cells]


def outcome(content: bytes) -> str:
    """Refused with a code, or read with every cell that somebody else counts."""
    printed: list[Any] = read_workbook(content)
    last = printed[-1]
    if "refused" in last:
        return f"refused {last['refused']}"
    told, batches = {}, iter(printed)
    for page in last["pages"]:
        rows = [row for _ in range(page["batches"]) for row in next(batches)[1:]]
        told[page["name"]] = sum(1 for row in rows for cell in row if cell != "")
    if last["format"] in ("xlsx", "xlsm"):
        try:
            counted = oracle.cells_by_sheet(content)
        except ParseError as error:
            # A reader that does not look at namespaces misses none.
            return "read" if "unbound prefix" in str(error) else "ACCEPTED what is no XML"
        return "read" if told == counted else f"LOST {told} of {counted}"
    return "read"


def main(first: int, last: int) -> None:
    good = bases()
    for number in range(first, last):
        _tell(number)
        _tell(outcome(mutated(good, number)))


def _tell(told: int | str) -> None:
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
