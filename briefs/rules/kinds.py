"""What kinds of circulars there are, and how they are numbered. Plain Python."""

from enum import StrEnum


class CircularKind(StrEnum):
    # 督查通报: to all units.
    CIRCULAR = "circular"
    # For the city's leaders only.
    BRIEF = "brief"
    # 更正通知: what a correction made of an issued one.
    ERRATUM = "erratum"


# Those that have a template; an erratum says what changed, and nothing else.
TEMPLATED = (CircularKind.CIRCULAR, CircularKind.BRIEF)
