"""A person's deadlines as a calendar (RFC 5545). It says what only where the office allows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from core.calendar import OFFICE_TIME, ONE_DAY
from notices import wording
from notices.models import CalendarFeed, Manner
from notices.models import Matter as Words
from notices.queries import Deadline
from notices.rules import Matter

# How often programs should ask; most of them do as they like.
ASK_EVERY = timedelta(hours=6)


def calendar_of(feed: CalendarFeed, due: Sequence[Deadline], *, manner: Manner) -> bytes:
    """The same bytes for the same deadlines, so that programs can be told that nothing changed."""
    # A calendar program has no reader whose language it could ask for.
    with translation.override(settings.LANGUAGE_CODE):
        calendar = Calendar()
        calendar.add("prodid", "-//Luoshi//deadlines//ZH")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Deadlines of %(name)s") % {"name": feed.person.name})
        calendar.add("x-wr-timezone", OFFICE_TIME.key)
        calendar.add("refresh-interval", ASK_EVERY, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", ASK_EVERY)
        events = _named(feed, due) if manner.names_things else _counted(feed, due)
        for event in events:
            calendar.add_component(event)
        return calendar.to_ical()


def _named(feed: CalendarFeed, due: Iterable[Deadline]) -> Iterator[Event]:
    for each in due:
        words = f"{Words(each.matter).label}：{_printable(each.subject)}"
        event = _event(
            f"{_kind(each.matter)}-{each.thing_id}",
            [each],
            feed,
            words=words,
            path=wording.place_of(each),
        )
        event.add("sequence", each.changes)
        yield event


def _counted(feed: CalendarFeed, due: Iterable[Deadline]) -> Iterator[Event]:
    """One event for each kind of thing on each day; its day never moves, its number does."""
    order = sorted(due, key=lambda each: (each.due_on, each.matter))
    for (on, matter), some in groupby(order, key=lambda each: (each.due_on, each.matter)):
        together = list(some)
        words = f"{Words(matter).label}：{len(together)}"
        name = f"{matter}-{on:%Y%m%d}-{feed.person_id}"
        event = _event(name, together, feed, words=words, path=reverse("units:home"))
        event.add("sequence", 0)
        yield event


def _event(
    name: str, due: Sequence[Deadline], feed: CalendarFeed, *, words: str, path: str
) -> Event:
    changed_at = max(each.changed_at or feed.made_at for each in due)
    link = urljoin(settings.PORTAL_URL, path)
    event = Event()
    event.add("uid", f"{name}@{urlsplit(settings.PORTAL_URL).hostname or 'localhost'}")
    event.add("summary", words)
    event.add("description", link)
    event.add("url", link)
    # Days, not moments: they are the same day wherever the calendar is read.
    event.add("dtstart", due[0].due_on)
    event.add("dtend", due[0].due_on + ONE_DAY)
    event.add("transp", "TRANSPARENT")
    # Of a published calendar, both say when the event last changed.
    for stamp in ("dtstamp", "last-modified"):
        event.add(stamp, _to_the_second(changed_at))
    return event


def _kind(matter: Matter) -> str:
    """A report stays the same event when it is returned."""
    return Matter.REPORT if matter is Matter.RETURN else matter


def _to_the_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text)
