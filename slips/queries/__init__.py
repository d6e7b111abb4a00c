"""Page-shaped reads on slips, and what they can be about."""

from slips.queries.known import Known, known_of
from slips.queries.late import LATE, candidates
from slips.queries.recipients import recipients

__all__ = ["LATE", "Known", "candidates", "known_of", "recipients"]
