"""Verbs on notices: find what waits, decide how it is told, tell it, mark it as read."""

from notices.services.feeds import hash_of, make_feed, withdraw_feed
from notices.services.finding import find_waiting, plan_letters
from notices.services.ladders import choose_preset, drop_ladder, set_manner, set_steps
from notices.services.muting import mute
from notices.services.outlets import Kept, add_outlet, change_outlet, try_outlet
from notices.services.reading import mark_read
from notices.services.sending import deliver_letters, send_again
from notices.services.telling import tell_outlets

__all__ = [
    "Kept",
    "add_outlet",
    "change_outlet",
    "choose_preset",
    "deliver_letters",
    "drop_ladder",
    "find_waiting",
    "hash_of",
    "make_feed",
    "mark_read",
    "mute",
    "plan_letters",
    "send_again",
    "set_manner",
    "set_steps",
    "tell_outlets",
    "try_outlet",
    "withdraw_feed",
]
