from notices.models.feeds import CalendarFeed
from notices.models.ladders import Ladder, LadderStep, Manner
from notices.models.messages import Message
from notices.models.mutes import Mute
from notices.models.notices import WAITING, Notice, NoticeQuerySet
from notices.models.outlets import Gate, Outlet
from notices.models.words import Channel, Matter, OutletKind, Party, PresetWords, Trouble

__all__ = [
    "WAITING",
    "CalendarFeed",
    "Channel",
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
    "Trouble",
]
