import argparse
import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sheets.reader import reading
from sheets.reader.limits import UNIT_LINES, Limits

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read_workbook(
    content: bytes, *, lines: int = UNIT_LINES, pictures: Path | None = None
) -> list[Any]:
    """Everything that the process prints."""
    return list(reading.read(content, limits=Limits(lines), pictures=pictures))


def _printed(options: argparse.Namespace) -> Iterator[Any]:
    content = Path(options.file).read_bytes()
    return reading.read(content, limits=Limits(options.lines), pictures=options.pictures)


def printed(line: Any) -> str:
    """As JSON, without the one character that no text of PostgreSQL can hold.

    Escapes in a workbook (`_x0000_`) and names in an old one bring it here.
    """
    text = encode(line)
    return encode(_without_nul(line)) if "\\u0000" in text else text


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(each) for each in value]
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(each) for name, each in value.items()}
    return value


def main() -> None:
    # The process lives for one file: nothing of it is worth looking for garbage.
    gc.disable()
    parser = argparse.ArgumentParser(prog="python -m sheets.reader")
    parser.add_argument("file")
    parser.add_argument("--lines", type=int, default=UNIT_LINES)
    parser.add_argument("--pictures", type=Path)
    # Lone surrogates are no text: whoever reads this gets a sign of replacement.
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]  # a TextIOWrapper
    for line in _printed(parser.parse_args()):
        sys.stdout.write(printed(line) + "\n")


if __name__ == "__main__":
    main()
