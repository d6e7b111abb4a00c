"""Verbs on notices: find what waits, decide how it is told, tell it, mark it as read."""

from notices.services.feeds import hash_of, make_feed, withdraw_feed
from notices.services.finding import find_waiting, plan_letters
from notices.services.gathering import gather_events
from notices.services.hooking import tell_programs
from notices.services.ladders import choose_preset, drop_ladder, set_manner, set_steps
from notices.services.muting import mute
from notices.services.outlets import Kept, add_outlet, change_outlet, try_outlet
from notices.services.reading import mark_read
from notices.services.sending import deliver_letters, send_again
from notices.services.subscriptions import (
    Wanted,
    add_subscription,
    change_subscription,
    end_subscription,
    renew_secret,
    replay,
    resume_subscription,
)
from notices.services.telling import tell_outlets

__all__ = [
    "Kept",
    "Wanted",
    "add_outlet",
    "add_subscription",
    "change_outlet",
    "change_subscription",
    "choose_preset",
    "deliver_letters",
    "drop_ladder",
    "end_subscription",
    "find_waiting",
    "gather_events",
    "hash_of",
    "make_feed",
    "mark_read",
    "mute",
    "plan_letters",
    "renew_secret",
    "replay",
    "resume_subscription",
    "send_again",
    "set_manner",
    "set_steps",
    "tell_outlets",
    "tell_programs",
    "try_outlet",
    "withdraw_feed",
]
