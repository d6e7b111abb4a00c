from notices.queries.board import (
    BoardLine,
    board_lines,
    chased,
    chased_units,
    failed_messages,
    mail_lines,
)
from notices.queries.fresh import Rehearsed, fresh, rehearse
from notices.queries.inbox import inbox
from notices.queries.ladders import ladders, manner, plans_with_ladders
from notices.queries.waiting import Round, still_waiting

__all__ = [
    "BoardLine",
    "Rehearsed",
    "Round",
    "board_lines",
    "chased",
    "chased_units",
    "failed_messages",
    "fresh",
    "inbox",
    "ladders",
    "mail_lines",
    "manner",
    "plans_with_ladders",
    "rehearse",
    "still_waiting",
]
