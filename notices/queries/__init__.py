from notices.queries.board import (
    BoardLine,
    board_lines,
    chased,
    chased_units,
    failed_messages,
    mail_lines,
)
from notices.queries.frame import Frame, frame
from notices.queries.fresh import Rehearsed, fresh, rehearse
from notices.queries.inbox import inbox
from notices.queries.ladders import (
    LadderSheet,
    ladder_sheet,
    ladders,
    manner,
    matter_steps,
    plans_with_ladders,
)
from notices.queries.waiting import Round, still_waiting

__all__ = [
    "BoardLine",
    "Frame",
    "LadderSheet",
    "Rehearsed",
    "Round",
    "board_lines",
    "chased",
    "chased_units",
    "failed_messages",
    "frame",
    "fresh",
    "inbox",
    "ladder_sheet",
    "ladders",
    "mail_lines",
    "manner",
    "matter_steps",
    "plans_with_ladders",
    "rehearse",
    "still_waiting",
]
