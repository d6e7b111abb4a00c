"""Writes every file of the catalogue into a folder, beside a list of what is in it."""

import sys
from pathlib import Path

from tests.sheets.ugly.catalogue import TRAPS
from tests.sheets.ugly.trap import Refused


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for trap in TRAPS:
        (folder / f"{trap.key}.xlsx").write_bytes(trap.make())
        expected = trap.expected
        outcome = f"refused: {expected.code}" if isinstance(expected, Refused) else "read"
        lines.append(f"{trap.key}\t{trap.did}\t{trap.how[:60]}\t{outcome}")
    (folder / "catalogue.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
