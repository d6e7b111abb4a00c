"""Page-shaped reads on slips, and what they can be about."""

from slips.queries.known import Known, known_of
from slips.queries.late import LATE, candidates
from slips.queries.lists import (
    LISTS,
    Filters,
    SlipLine,
    filter_choices,
    lines,
    listed,
    waiting_for,
)
from slips.queries.offers import Offer, kind_in, offers, open_slip
from slips.queries.recipients import recipients
from slips.queries.sheet import SlipSheet, letterhead_of, printed, slip_sheet

__all__ = [
    "LATE",
    "LISTS",
    "Filters",
    "Known",
    "Offer",
    "SlipLine",
    "SlipSheet",
    "candidates",
    "filter_choices",
    "kind_in",
    "known_of",
    "letterhead_of",
    "lines",
    "listed",
    "offers",
    "open_slip",
    "printed",
    "recipients",
    "slip_sheet",
    "waiting_for",
]
