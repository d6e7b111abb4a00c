"""What stands around a cell and decides how it is read."""

from typing import NamedTuple


class Around(NamedTuple):
    """The line's unit of measure, the header's sign, and the years that dates may lie in."""

    # Empty where nobody knows it.
    measure: str = ""
    # Whether the header says percent.
    percent: bool = False
    # Somebody confirmed that the column holds fractions: 0.65 stands for 65 %.
    fractions: bool = False
    # The year of dates that are written without one.
    year: int | None = None
    first_year: int = 1900
    last_year: int = 2199
    # Whether the workbook counts its days from 1904, as old Macs did.
    date1904: bool = False


ALONE = Around()
