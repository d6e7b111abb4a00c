from notices.queries.board import (
    BoardLine,
    board_lines,
    chased,
    chased_units,
    failed_messages,
    mail_lines,
)
from notices.queries.inbox import inbox
from notices.queries.ladders import ladders, manner
from notices.queries.waiting import FACTS, WAITING, Round, still_waiting

__all__ = [
    "FACTS",
    "WAITING",
    "BoardLine",
    "Round",
    "board_lines",
    "chased",
    "chased_units",
    "failed_messages",
    "inbox",
    "ladders",
    "mail_lines",
    "manner",
    "still_waiting",
]
