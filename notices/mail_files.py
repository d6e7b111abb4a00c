"""The letters that became files because no mail server is configured. Reads, never writes."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
# What Django's backend writes after every letter.
RULE = b"-" * 79


@dataclass(frozen=True)
class Letter:
    sent_at: datetime | None
    to: str
    subject: str
    text: str


def in_use() -> bool:
    """False where a mail server takes the letters: the portal then keeps none."""
    return settings.EMAIL_BACKEND == FILE_BACKEND


def names() -> list[str]:
    """Of all files, newest first: they begin with their moment."""
    folder = Path(settings.EMAIL_FILE_PATH)
    if not folder.is_dir():
        return []
    return sorted(
        (file.name for file in folder.glob("*.log") if file.is_file() and not file.is_symlink()),
        reverse=True,
    )


def read(name: str) -> list[Letter]:
    """The letters of one file; empty when no file of that name lies in the folder."""
    # Compared with the listing, never joined: a name from outside cannot lead anywhere else.
    if name not in names():
        return []
    content = (Path(settings.EMAIL_FILE_PATH) / name).read_bytes()
    parts = [part.strip() for part in content.split(RULE)]
    return [_letter(part) for part in parts if part]


def _letter(content: bytes) -> Letter:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # what this policy makes
    body = message.get_body(("plain",))
    return Letter(
        sent_at=_moment(message),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=body.get_content() if body else "",
    )


def _moment(message: EmailMessage) -> datetime | None:
    if message["Date"] is None:
        return None
    # Django writes -0000, which means a moment in UTC and an unknown place.
    moment: datetime = message["Date"].datetime
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
