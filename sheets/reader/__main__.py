import json
import sys
from pathlib import Path
from typing import Any

from sheets.reader import cells, sniff
from sheets.reader.refusals import Refused
from sheets.reader.scan import scan


def read_workbook(content: bytes) -> list[dict[str, Any]]:
    """Everything that the process prints."""
    try:
        sniff.require_zip(content)
        return list(cells.read(content, scan(content)))
    except Refused as refused:
        return [{"refused": refused.code, **refused.facts}]


def main() -> None:
    for line in read_workbook(Path(sys.argv[1]).read_bytes()):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
