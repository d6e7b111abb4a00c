"""Two people, two workers, one moment. Each guard is also taken away, to see that it matters."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from core import uploads
from core.errors import RuleBroken, Stale
from intake import rules, services
from intake.models import Document, Draft
from intake.services import CREATE, GROUP, UnitChoice, documents, drafts, publishing
from plans.models import Plan
from tests import make
from tests.intake import sample
from units.models import UnitKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

CHOICES = {
    "市科技局": UnitChoice(CREATE),
    "市财政局": UnitChoice(CREATE),
    "市农业农村局": UnitChoice(CREATE),
    "市委科创办(市科技局)": UnitChoice(CREATE),
    "各乡镇政府": UnitChoice(GROUP),
}


@pytest.fixture
def city(transactional_db):
    return make.unit("云岭市政府", kind=UnitKind.GOVERNMENT)


def together(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Let `count` threads act at once; what each returned or raised."""
    barrier = Barrier(count)
    results: list[Any] = [None] * count

    def run(number: int) -> None:
        try:
            barrier.wait()
            results[number] = act(number)
        except RuleBroken as broken:
            results[number] = broken
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def publish_twice(draft: Draft, now) -> list[Any]:
    return together(
        2,
        lambda _number: services.publish_draft(
            draft_id=draft.pk, revision=0, unit_choices=CHOICES, by=None, now=now
        ),
    )


def test_two_clicks_make_one_plan(city, now) -> None:
    results = publish_twice(sample.draft(city, now), now)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyPublished", "Plan"]
    assert Plan.objects.count() == 1


def test_without_the_lock_two_clicks_both_try(city, now, monkeypatch) -> None:
    """The control: both pass the check, and only a constraint that met them later stops one."""
    draft, meet = sample.draft(city, now), Barrier(2)

    def unlocked(draft_id: int) -> Draft:
        found = Draft.objects.select_related("document__issuer__scope", "plan").get(pk=draft_id)
        meet.wait(timeout=10)
        return found

    monkeypatch.setattr(publishing, "lock_draft", unlocked)
    results = publish_twice(draft, now)
    assert "AlreadyPublished" not in [type(result).__name__ for result in results]


def correct_twice(draft: Draft, by, now) -> list[Any]:
    fields: dict[str, Any] = {"number": "1", "lead_units": [], "assist_units": [], "due": None}
    return together(
        2,
        lambda number: services.correct_item(
            draft_id=draft.pk,
            revision=0,
            kind="tasks",
            item="t1",
            fields=fields | {"title": f"版本{number}"},
            by=by,
            now=now,
        ),
    )


def test_of_two_corrections_one_is_stale(city, now) -> None:
    draft = sample.draft(city, now)
    results = correct_twice(draft, make.user("ines"), now)
    assert sorted(type(result).__name__ for result in results) == ["Draft", "Stale"]
    draft.refresh_from_db()
    assert draft.revision == 1


def test_without_the_lock_a_correction_is_lost(city, now, monkeypatch) -> None:
    """The control: both see revision 0, and the later one overwrites the earlier unseen."""
    draft, meet = sample.draft(city, now), Barrier(2)

    def unlocked(draft_id: int) -> Draft:
        found = Draft.objects.select_related("plan").get(pk=draft_id)
        meet.wait(timeout=10)
        return found

    monkeypatch.setattr(drafts, "lock_draft", unlocked)
    results = correct_twice(draft, make.user("ines"), now)
    assert [type(result).__name__ for result in results] == ["Draft", "Draft"]


def read_again_while_correcting(draft: Draft, by, now) -> list[Any]:
    """A worker brings a new reading, its tasks numbered anew, while an official saves a title."""
    read = sample.reading()
    tasks = [task | {"id": f"t{number}"} for number, task in enumerate(read["tasks"], start=11)]
    fields: dict[str, Any] = {"number": "1", "lead_units": [], "assist_units": [], "due": None}

    def act(number: int) -> Any:
        if number == 0:
            return services.keep_reading(draft.document, reading=read | {"tasks": tasks})
        return services.correct_item(
            draft_id=draft.pk,
            revision=0,
            kind="tasks",
            item="t1",
            fields=fields | {"title": "织密网络"},
            by=by,
            now=now,
        )

    return together(2, act)


def titles(draft: Draft) -> list[str]:
    draft.refresh_from_db()
    return [task["title"] for task in rules.corrected(draft.reading, draft.corrections)["tasks"]]


def test_reading_again_loses_no_correction(city, now) -> None:
    draft = sample.draft(city, now)
    _read, saved = read_again_while_correcting(draft, make.user("ines"), now)
    # Either it was saved and carried over, or Ines was told that the draft had changed.
    assert ("织密网络" in titles(draft)) != isinstance(saved, Stale)


def test_without_the_lock_reading_again_loses_a_correction(city, now, monkeypatch) -> None:
    """The control: both see the draft as it was, and what Ines saved is gone without a word."""
    draft, meet = sample.draft(city, now), Barrier(2)

    def unlocked(draft_id: int) -> Draft:
        found = Draft.objects.get(pk=draft_id)
        meet.wait(timeout=10)
        return found

    monkeypatch.setattr(drafts, "lock_draft", unlocked)
    _read, saved = read_again_while_correcting(draft, make.user("ines"), now)
    assert "织密网络" not in titles(draft)
    assert isinstance(saved, Draft)


def hand_in_twice(city, now) -> list[Any]:
    def act(number: int) -> Document:
        file = ContentFile(sample.TEXT.encode(), f"{number}.txt")
        return services.upload_document(file=file, name="p.txt", issuer=city, by=None, now=now)

    return together(4, act)


def test_one_file_handed_in_at_once_is_one_document(city, now) -> None:
    results = hand_in_twice(city, now)
    assert sum(isinstance(result, Document) for result in results) == 1
    assert Document.objects.count() == 1


def test_without_the_lock_one_file_is_several_documents(city, now, monkeypatch) -> None:
    meet = Barrier(4)

    def no_lock(_sha256: str) -> None:
        pass

    real = uploads.shown_name

    def late(name: str) -> str:
        meet.wait(timeout=10)
        return real(name)

    monkeypatch.setattr(documents, "one_at_a_time", no_lock)
    monkeypatch.setattr(documents, "shown_name", late)
    hand_in_twice(city, now)
    assert Document.objects.count() == 4


def test_two_workers_read_a_document_once(city, now) -> None:
    sample.document(city, now)
    results = together(2, lambda _number: services.read_next(now=now))
    assert sorted(results) == [False, True]
    assert Draft.objects.count() == 1
