"""`python -m intake.reader FILE` prints the reading; the portal runs it as a throw-away child."""

import json
import sys

from .files.opening import read_file
from .unreadable import Unreadable

UNREADABLE = 3


def main(arguments: list[str]) -> int:
    """Print the reading and return 0, or print why the file cannot be read and return 3."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m intake.reader FILE\n")
        return 2
    try:
        answer, status = read_file(arguments[0]).as_json(), 0
    except Unreadable as error:
        answer, status = {"error": {"code": error.code, "sentence": error.sentence}}, UNREADABLE
    sys.stdout.buffer.write(
        json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    )
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
