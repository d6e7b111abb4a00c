from notices.models.events import (
    NEWEST,
    Delivery,
    Event,
    EventCursor,
    EventKind,
    Subscription,
    ToldTargetLamp,
    ToldTaskLamp,
)
from notices.models.feeds import CalendarFeed
from notices.models.ladders import Ladder, LadderStep, Manner
from notices.models.messages import Message
from notices.models.mutes import Mute
from notices.models.notices import WAITING, Notice, NoticeQuerySet
from notices.models.outlets import Gate, Outlet
from notices.models.words import Channel, Matter, OutletKind, Party, PresetWords, Trouble

__all__ = [
    "NEWEST",
    "WAITING",
    "CalendarFeed",
    "Channel",
    "Delivery",
    "Event",
    "EventCursor",
    "EventKind",
    "Gate",
    "Ladder",
    "LadderStep",
    "Manner",
    "Matter",
    "Message",
    "Mute",
    "Notice",
    "NoticeQuerySet",
    "Outlet",
    "OutletKind",
    "Party",
    "PresetWords",
    "Subscription",
    "ToldTargetLamp",
    "ToldTaskLamp",
    "Trouble",
]
