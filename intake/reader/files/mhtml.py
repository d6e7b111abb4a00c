"""A page that a browser saved with its pictures in one file → the page."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from intake.reader.unreadable import Unreadable

# A page says what it is written in; the envelope may say so for it.
META = '<meta charset="{}">'


def page_in(data: bytes) -> bytes:
    """The page itself; `data` as it is where it is no such file."""
    if data.lstrip()[:1] == b"<" or b"multipart/related" not in data[:4096]:
        return data
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return META.format(part.get_content_charset("utf-8")).encode() + page
    raise Unreadable("empty")
