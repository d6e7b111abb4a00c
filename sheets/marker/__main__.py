import sys
from io import BytesIO
from pathlib import Path

from sheets.marker.marking import mark
from sheets.marker.troubles import loaded


def main(book: str, troubles: str) -> None:
    marked = BytesIO()
    with Path(book).open("rb") as source:
        mark(source, loaded(Path(troubles)), marked)
    # Only what is whole leaves: half a workbook would look damaged by the office itself.
    sys.stdout.buffer.write(marked.getbuffer())


if __name__ == "__main__":
    main(*sys.argv[1:])
