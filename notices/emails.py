"""The letters of the portal. They say how many and where, and what only where the office allows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from notices import wording
from notices.models import Manner, Notice
from units.models import User

# Who has more than this to do needs the portal, not a longer letter.
MOST_LINES = 20


@dataclass(frozen=True)
class Count:
    """So many things of one kind, and what the office says about them."""

    words: str
    said: str
    number: int


def letter_about(
    person: User, notices: Sequence[Notice], *, manner: Manner, key: str
) -> EmailMessage:
    """What one person is told at one moment. The same `key` again makes the same Message-ID."""
    # After an outage two steps about one thing may travel together.
    things = list({(each.matter, each.thing_id): each for each in notices}.values())
    path = wording.place_of(things[0]) if len(things) == 1 else reverse("notices:inbox")
    lines = things[:MOST_LINES] if manner.names_things else []
    # A job has no reader whose language it could ask for.
    with translation.override(settings.LANGUAGE_CODE):
        greeting = _("Dear %(name)s,") % {"name": person.name}
        subject, text = _words(
            _counts(things),
            tuple(each.subject for each in lines),
            link=urljoin(settings.PORTAL_URL, path),
            choices=_choices(),
        )
    headers = _headers(key)
    if not all(each.is_duty for each in things):
        # Mail programs show it as a button; the page asks whoever comes to sign in.
        headers["List-Unsubscribe"] = f"<{_choices()}>"
    return EmailMessage(subject, f"{greeting}\n\n{text}", to=[person.email], headers=headers)


@lru_cache(maxsize=1000)
def _words(
    kinds: tuple[Count, ...], lines: tuple[str, ...], *, link: str, choices: str
) -> tuple[str, str]:
    """Subject and text. Most letters of a morning say the same but for the name."""
    count = sum(kind.number for kind in kinds)
    context = {"count": count, "kinds": kinds, "lines": lines, "link": link, "choices": choices}
    subject = render_to_string("notices/mail/waiting.subject.txt", context)
    return subject.strip(), render_to_string("notices/mail/waiting.txt", context)


def _counts(things: Sequence[Notice]) -> tuple[Count, ...]:
    counted = Counter((wording.heading(each), each.words) for each in things)
    return tuple(Count(words, said, number) for (words, said), number in counted.items())


def _choices() -> str:
    return urljoin(settings.PORTAL_URL, reverse("notices:mutes"))


def _headers(key: str) -> dict[str, str]:
    # A letter that goes twice carries one name, so that mail programs can drop the second.
    name = sha256(key.encode()).hexdigest()[:32]
    host = urlsplit(settings.PORTAL_URL).hostname or "localhost"
    return {"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"}
