"""On the checking page every doubt is settled, and whatever the reader missed is added."""

import pytest
from django.test import Client
from django.utils import timezone

from core.work import WorkState
from intake import services
from intake.models import Document, Draft
from tests import make
from tests.intake import doubtful, sample
from tests.intake.desk import UNITS, page, send


@pytest.fixture
def draft(city, north, south, now) -> Draft:
    """Ready to be published: every unknown unit has its choice."""
    made = sample.draft(city, now)
    Draft.objects.update(corrections={"units": UNITS})
    made.refresh_from_db()
    return made


@pytest.fixture
def doubted(city, now) -> Draft:
    """Four doubts, and a name of which the portal knows a short form."""
    for name in ("市民政局", "市财政局", "市卫健委", "市医保局"):
        make.unit(name, parent=city, scope=city)
    return doubtful.draft(city, now)


def points(client: Client, draft: Draft) -> list[str]:
    return [point.anchor for point in client.get(page(draft)).context["sheet"].points]


def test_the_worst_doubt_stands_first(desk, doubted) -> None:
    doubts = ["targets-g3", "targets-g4", "tasks-t2", "tasks-t3"]
    assert points(desk, doubted) == ["units-1", *doubts]


def test_a_contradiction_shows_both_places(desk, doubted) -> None:
    (remark,) = desk.get(page(doubted)).context["sheet"].line("targets", "g4").remarks
    assert [place.words for place in remark.places] == ["60", "80"]
    assert (remark.other, remark.other_title) == ("targets-g2", "社区食堂")


@pytest.mark.parametrize("htmx", [True, False])
def test_a_doubt_is_settled_by_saying_that_it_is_right(htmx, desk, doubted) -> None:
    send(desk, doubted, entry="targets", item="g4", do="confirm", htmx=htmx)
    assert "targets-g4" not in points(desk, doubted)


def test_the_head_is_confirmed_as_well(desk, doubted) -> None:
    unsure = doubted.reading["confidence"] | {"period": 0.4}
    Draft.objects.update(reading=doubted.reading | {"confidence": unsure})
    assert points(desk, doubted)[1:3] == ["targets-g3", "head"]
    send(desk, doubted, entry="head", item="", do="confirm")
    assert "head" not in points(desk, doubted)


def test_a_stale_confirmation_is_refused(desk, doubted) -> None:
    send(desk, doubted, entry="targets", item="g4", do="confirm")
    shown = send(desk, doubted, entry="tasks", item="t2", do="confirm", htmx=True)
    assert "Somebody else changed this draft" in shown.content.decode()
    assert "tasks-t2" in points(desk, doubted)


def test_publishing_says_what_is_still_open(desk, doubted) -> None:
    shown = " ".join(desk.get(page(doubted)).content.decode().split())
    assert "Still open: 5 entries." in shown
    assert "cannot be published yet" in shown
    send(desk, doubted, entry="units", item="", do="accept")
    assert "cannot be published yet" not in desk.get(page(doubted)).content.decode()


# --- Words of the source --------------------------------------------------------------------------


def test_words_of_the_source_fill_in_a_new_entry(desk, draft) -> None:
    start = sample.TEXT.index("农村电商年销售额")
    form = desk.get(page(draft, f"?edit=targets-new&from={start}-{start + 13}")).context["form"]
    assert (form.initial["indicator"], form.initial["value"]) == ("农村电商年销售额", "6")
    assert form.initial["quote"] == "农村电商年销售额达到6亿元"


@pytest.mark.parametrize("place", ["x", "9-2", "0-999999", "5-5", "-1-3"])
def test_a_nonsense_place_opens_an_empty_entry(place: str, desk, draft) -> None:
    shown = desk.get(page(draft, f"?edit=tasks-new&from={place}"))
    assert shown.status_code == 200


def test_an_entry_is_added_with_its_place(desk, draft) -> None:
    send(desk, draft, do="add", item="new", title="补上", quote="引导合作社 使用传感设备")
    draft.refresh_from_db()
    added = draft.corrections["added"]["tasks"][0]
    assert sample.TEXT[added["start"] : added["end"]] == added["quote"] == "引导合作社使用传感设备"
    assert added["clause"]


def test_words_that_are_not_in_the_source_are_refused(desk, draft) -> None:
    shown = send(desk, draft, do="add", item="new", title="补上", quote="别处的话")
    assert "do not stand in the source" in shown.content.decode()


@pytest.mark.parametrize(("role", "field"), [("lead", "lead_units"), ("assist", "assist_units")])
def test_a_name_in_the_source_becomes_a_unit(role, field, desk, draft) -> None:
    start = sample.TEXT.index("合作社")
    place = f"{start}-{start + 3}"
    send(desk, draft, entry="tasks", item="t2", do=role, place=place, htmx=True)
    draft.refresh_from_db()
    change = draft.corrections["tasks"]["t2"]
    assert change["fields"][field][-1] == "合作社"
    (mark,) = change["unit_marks"]
    assert (mark["start"], mark["end"]) == (start, start + 3)


@pytest.mark.parametrize("place", ["", "x", "5-5", "0-999999999"])
def test_a_name_from_nowhere_is_not_found(place: str, desk, draft) -> None:
    wish = {"entry": "tasks", "item": "t2", "do": "lead", "place": place}
    assert send(desk, draft, **wish).status_code == 404


# --- Units ----------------------------------------------------------------------------------------


def test_a_short_form_is_proposed_with_its_reason(desk, doubted) -> None:
    shown = desk.get(page(doubted)).content.decode()
    assert "a long and a short form" in shown
    send(desk, doubted, entry="units", item="市卫生健康委员会", do="accept")
    doubted.refresh_from_db()
    assert doubted.corrections["units"]["市卫生健康委员会"]["verb"] == "same"


def test_a_name_that_fits_two_units_is_not_proposed(desk, doubted, city) -> None:
    make.unit("市卫计委", parent=city, scope=city)
    (stranger,) = desk.get(page(doubted)).context["sheet"].strangers
    assert (stranger.choice, stranger.proposal) == (None, None)
    assert {each.name for each in stranger.likely} == {"市卫健委", "市卫计委"}


def test_two_name_plates_of_two_known_units_are_shown_and_chosen(desk, draft, north, city) -> None:
    office = make.unit("市委科创办", parent=city, scope=city)
    sheet = desk.get(page(draft)).context["sheet"]
    (point,) = sheet.points
    assert (point.title, point.blocks) == ("市委科创办(市科技局)", False)
    assert {each.unit for each in point.stranger.likely} == {office, north}
    chosen = {"entry": "units", "item": point.title, "verb": "same", "unit": "市科技局"}
    send(desk, draft, **chosen)
    assert desk.get(page(draft)).context["sheet"].points == []
    desk.post(page(draft, "publish/"), {"revision": "1"})
    assert north.assignments.count() == 2


def test_a_new_unit_is_put_below_another(desk, draft, north) -> None:
    chosen = {"entry": "units", "item": "市农业农村局", "verb": "create", "kind": "institution"}
    send(desk, draft, **chosen, parent="市科技局")
    draft.refresh_from_db()
    assert draft.corrections["units"]["市农业农村局"]["parent_id"] == north.pk
    desk.post(page(draft, "publish/"), {"revision": str(draft.revision)})
    assert north.children.get().name == "市农业农村局"


# --- Reading again --------------------------------------------------------------------------------


def test_a_draft_of_an_older_reader_is_offered_another_reading(desk, draft) -> None:
    assert "older version of the reader" not in desk.get(page(draft)).content.decode()
    Draft.objects.update(reading=draft.reading | {"version": 1})
    assert "older version of the reader" in desk.get(page(draft)).content.decode()


def test_reading_again_keeps_what_was_corrected(desk, draft) -> None:
    send(desk, draft, title="织密网络")
    desk.post(page(draft, "again/"))
    assert "waits to be read" in desk.get(page(draft)).content.decode()
    assert services.read_next(now=timezone.now())
    shown = desk.get(page(draft)).content.decode()
    assert "织密网络" in shown
    draft.refresh_from_db()
    assert draft.revision == 2


def test_a_reading_that_fails_leaves_the_earlier_one(desk, draft) -> None:
    desk.post(page(draft, "again/"))
    Document.objects.update(work_state=WorkState.FAILED, work_error="timed_out")
    shown = desk.get(page(draft)).content.decode()
    assert "could not be read again" in shown
    assert "建好乡村网络" in shown


def test_a_published_draft_is_not_read_again(desk, draft) -> None:
    desk.post(page(draft, "publish/"), {"revision": "0"})
    shown = desk.post(page(draft, "again/"), follow=True).content.decode()
    assert "published already" in shown
    assert not services.read_next(now=timezone.now())


def lose(draft: Draft) -> None:
    """A correction for which the new reading has no place."""
    item = sample.reading()["targets"][0] | {"indicator": "旧指标"}
    Draft.objects.update(corrections={"lost": [{"kind": "targets", "item": item}]})


@pytest.mark.parametrize(("do", "kept"), [("restore", True), ("remove", False)])
def test_what_was_lost_is_kept_or_given_up(do: str, kept: bool, desk, draft) -> None:
    lose(draft)
    assert "Has no place in the new reading" in desk.get(page(draft)).content.decode()
    send(desk, draft, entry="lost", item="0", do=do)
    shown = desk.get(page(draft)).content.decode()
    assert "Has no place in the new reading" not in shown
    assert ("旧指标" in shown) == kept


@pytest.mark.parametrize("number", ["7", "-1", "x", ""])
def test_what_is_not_lost_cannot_be_kept(number: str, desk, draft) -> None:
    lose(draft)
    shown = send(desk, draft, entry="lost", item=number, do="restore")
    assert "dealt with this entry already" in shown.content.decode()
