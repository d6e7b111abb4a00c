from notices.models.ladders import Ladder, LadderStep, Manner
from notices.models.messages import Message, Outlet
from notices.models.notices import WAITING, Notice, NoticeQuerySet
from notices.models.words import Channel, Matter, Party, Trouble

__all__ = [
    "WAITING",
    "Channel",
    "Ladder",
    "LadderStep",
    "Manner",
    "Matter",
    "Message",
    "Notice",
    "NoticeQuerySet",
    "Outlet",
    "Party",
    "Trouble",
]
