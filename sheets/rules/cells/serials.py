"""Days as spreadsheets count them."""

from datetime import date, timedelta

# Day 1 is 1 January 1900; the day before which day 1 lies is one too early from March on, because
# spreadsheets believe that 1900 had a 29 February (day 60).
_EPOCH_1900 = date(1899, 12, 31)
_FALSE_DAY = 60
# Day 0 of old Macs.
_EPOCH_1904 = date(1904, 1, 1)
_LAST = 2_958_465
_MIDNIGHT = "00:00:00"


def is_early(found: str, *, date1904: bool) -> bool:
    """Whether a date lies so near to where the counting begins that it is a number, 60 or 0, in a
    cell with the format of a date: Excel shows 29 February 1900 or 0 January."""
    last = (_EPOCH_1904 if date1904 else _EPOCH_1900) + timedelta(_FALSE_DAY)
    return found == _MIDNIGHT or (found[4:5] == "-" and found[:10] <= last.isoformat())


def day_of(serial: int, *, date1904: bool) -> date | None:
    """The day with that number; None for 29 February 1900 and what lies outside of the calendar."""
    if date1904:
        return _EPOCH_1904 + timedelta(serial) if 0 <= serial <= _LAST - 1462 else None
    if not 1 <= serial <= _LAST or serial == _FALSE_DAY:
        return None
    return _EPOCH_1900 + timedelta(serial - (serial > _FALSE_DAY))
