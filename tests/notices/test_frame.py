"""The number in the frame of every page, and the warning that nobody is chased."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from core.models import JobRun
from notices.models import Notice
from notices.queries.frame import CHASING, frame
from tests import make

INBOX, COUNT = reverse("notices:inbox"), reverse("notices:count")
QUARTER = timedelta(minutes=15)


def chased(*, ago: timedelta | None = None, known: timedelta = timedelta(days=9)) -> None:
    ended_at = None if ago is None else make.NOW - ago
    JobRun.objects.create(job=CHASING, known_at=make.NOW - known, ended_at=ended_at)


# The live count


def test_the_count_of_an_open_page_is_renewed(client, notice, anna) -> None:
    client.force_login(anna)
    page = client.get(INBOX).content.decode()
    assert f'hx-get="{COUNT}?known=1"' in page
    assert f'hx-get="{COUNT}?known=1"' in client.get(f"{COUNT}?known=0").content.decode()


@pytest.mark.parametrize("known", ["1", "0", "", "x"])
def test_a_count_that_is_known_is_not_sent_again(known: str, client, notice, anna) -> None:
    client.force_login(anna)
    answer = client.get(f"{COUNT}?known={known}")
    assert answer.status_code == (204 if known == "1" else 200)


def test_asking_for_the_count_keeps_nobody_signed_in(client, notice, anna) -> None:
    client.force_login(anna)
    before = Session.objects.values().get()
    client.get(COUNT)
    assert Session.objects.values().get() == before
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    answer = client.get(COUNT)
    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.parametrize(("name", "queries"), [("anna", 4), ("otto", 4), ("sam", 4), ("ada", 3)])
def test_the_frame_asks_one_question(
    name: str, queries: int, client, notice, request, django_assert_num_queries
) -> None:
    client.force_login(request.getfixturevalue(name))
    # Session, person, memberships; the frame, of which auditors have nothing to learn.
    with django_assert_num_queries(queries):
        client.get(COUNT)


# The warning


@pytest.mark.parametrize(
    ("run", "stopped"),
    [
        ({"ago": QUARTER}, False),
        ({"ago": QUARTER + timedelta(seconds=1)}, True),
        ({"known": QUARTER}, False),
        ({"known": QUARTER + timedelta(seconds=1)}, True),
    ],
)
def test_chasing_that_has_not_come_to_an_end_for_long_stands_still(run, stopped, otto) -> None:
    chased(**run)
    assert frame(otto, now=make.NOW).chasing_stopped is stopped


def test_a_portal_without_a_scheduler_says_so(client, otto) -> None:
    client.force_login(otto)
    assert "从未运行" in client.get(INBOX).content.decode()


@pytest.mark.parametrize(
    ("name", "warned"),
    [("otto", True), ("ines", True), ("sam", True), ("anna", False), ("lena", False)],
)
def test_who_can_do_something_is_warned(name: str, warned: bool, client, request, db) -> None:
    chased(ago=QUARTER * 2)
    client.force_login(request.getfixturevalue(name))
    page = client.get(reverse("units:password")).content.decode()
    assert ("2026-10-14 09:30" in page and reverse("units:jobs") in page) is warned


def test_the_count_of_the_office_is_right_beside_the_warning(report, otto) -> None:
    chased(ago=QUARTER)
    make.notice(report, otto, role="office_head")
    make.notice(report, otto, role="office_head", step=3, read_at=make.NOW)
    assert frame(otto, now=make.NOW).waiting == 1
    Notice.objects.update(read_at=make.NOW)
    assert frame(otto, now=make.NOW).waiting == 0
