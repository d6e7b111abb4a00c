"""The ladder of chasing. Plain Python."""

from enum import StrEnum


class Channel(StrEnum):
    INBOX = "inbox"
    EMAIL = "email"
