"""The way in for make: any Python 3 can read this file and say that it is too old."""

import os
import sys

NEEDED = (3, 11)


def too_old(version):
    # type: (tuple) -> str
    """One sentence when this Python cannot run the portal, else nothing."""
    if tuple(version[:2]) >= NEEDED:
        return ""
    return (
        "Luoshi needs Python 3.11 or newer, and this is Python %d.%d: "
        "install a newer one and name it, for example make run PYTHON=python3.12" % version[:2]
    )


def main():
    # type: () -> int
    complaint = too_old(tuple(sys.version_info))
    if complaint:
        sys.stderr.write(complaint + "\n")
        return 1
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    from tools import launch  # only now: its grammar is newer than the Python we may be on

    return launch.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
