"""What outlets are told: how many things wait of which kind, and where; by choice also which."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from notices import rules, wording
from notices.models import Manner, Notice

# One of the products takes 2,048 bytes; this leaves room for numbers and the link.
MOST_BYTES = 1000


@dataclass(frozen=True)
class Told:
    """The same for people and for programs."""

    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def told_of(notices: Sequence[Notice], *, manner: Manner) -> Told:
    """What a group is told at one moment. Names no person, and things only where it may."""
    things = list({(each.matter, each.thing_id): each for each in notices}.values())
    # A job has no reader whose language it could ask for.
    with translation.override(settings.LANGUAGE_CODE):
        counted = Counter((each.matter, wording.heading(each)) for each in things)
        facts = {
            "count": len(things),
            "kinds": [
                {"matter": matter, "words": words, "number": number}
                for (matter, words), number in counted.items()
            ],
            "things": _named(things) if manner.names_things else [],
            "link": urljoin(settings.PORTAL_URL, reverse("notices:inbox")),
        }
        return Told(_lines(render_to_string("notices/outlets/waiting.txt", facts)), facts)


def trial() -> Told:
    """Says that the outlet listens, and nothing else."""
    with translation.override(settings.LANGUAGE_CODE):
        link = urljoin(settings.PORTAL_URL, reverse("notices:inbox"))
        facts = {"count": 0, "kinds": [], "things": [], "link": link}
        return Told(_lines(render_to_string("notices/outlets/trial.txt", facts)), facts)


def _named(things: Sequence[Notice]) -> list[str]:
    names: list[str] = []
    room = MOST_BYTES
    for notice in things:
        name = rules.harmless(notice.subject)
        room -= len(name.encode()) + 1
        if room < 0:
            break
        names.append(name)
    return names


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())
