from notices.queries.board import (
    BoardLine,
    board_lines,
    chased,
    chased_plans,
    chased_units,
    failed_messages,
    mail_lines,
)
from notices.queries.deadlines import Deadline, deadlines, feed_of
from notices.queries.figures import Letters, letters_by_person, letters_to, letters_to_all, months
from notices.queries.frame import Frame, frame
from notices.queries.fresh import GOES_OUT, fresh
from notices.queries.inbox import inbox
from notices.queries.ladders import (
    LadderSheet,
    ladder_sheet,
    ladders,
    manner,
    matter_steps,
    plans_with_ladders,
)
from notices.queries.mutes import is_told_beside, muted
from notices.queries.outlets import OutletLine, outlet_lines, outlets
from notices.queries.rehearsal import (
    Rehearsal,
    Rehearsed,
    named,
    next_hour,
    next_letters,
    planned,
    rehearse,
)
from notices.queries.subscriptions import deliveries, subscriptions
from notices.queries.waiting import Round, still_waiting

__all__ = [
    "GOES_OUT",
    "BoardLine",
    "Deadline",
    "Frame",
    "LadderSheet",
    "Letters",
    "OutletLine",
    "Rehearsal",
    "Rehearsed",
    "Round",
    "board_lines",
    "chased",
    "chased_plans",
    "chased_units",
    "deadlines",
    "deliveries",
    "failed_messages",
    "feed_of",
    "frame",
    "fresh",
    "inbox",
    "is_told_beside",
    "ladder_sheet",
    "ladders",
    "letters_by_person",
    "letters_to",
    "letters_to_all",
    "mail_lines",
    "manner",
    "matter_steps",
    "months",
    "muted",
    "named",
    "next_hour",
    "next_letters",
    "outlet_lines",
    "outlets",
    "planned",
    "plans_with_ladders",
    "rehearse",
    "still_waiting",
    "subscriptions",
]
