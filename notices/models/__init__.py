from notices.models.ladders import Ladder, LadderStep, Manner
from notices.models.messages import Message
from notices.models.notices import WAITING, Notice, NoticeQuerySet
from notices.models.outlets import Gate, Outlet
from notices.models.words import Channel, Matter, OutletKind, Party, PresetWords, Trouble

__all__ = [
    "WAITING",
    "Channel",
    "Gate",
    "Ladder",
    "LadderStep",
    "Manner",
    "Matter",
    "Message",
    "Notice",
    "NoticeQuerySet",
    "Outlet",
    "OutletKind",
    "Party",
    "PresetWords",
    "Trouble",
]
