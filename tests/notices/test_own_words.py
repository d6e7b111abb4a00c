"""What the office says at a step of the ladder reaches those who are told at it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from notices.models import Notice
from notices.rules import Channel, Matter, Party, Step
from notices.services import deliver_letters, find_waiting, plan_letters, set_steps
from notices.transport import Line
from tests import make

SOON, LATE = "请抓紧准备。", "请今天补报，<急>。"
BEFORE = datetime(2026, 9, 30, 1, 0, tzinfo=UTC)
FIRST = datetime(2026, 10, 10, 1, 0, tzinfo=UTC)
THIRD = datetime(2026, 10, 13, 1, 0, tzinfo=UTC)
INBOX = reverse("notices:inbox")


@pytest.fixture
def ladder(otto, now) -> None:
    """Anna is told three days ahead and one day late, each with words of the office."""
    steps = [
        Step(Matter.REPORT, days, frozenset({Party.HOLDER}), frozenset({Channel.EMAIL}), words=said)
        for days, said in {-3: SOON, 1: LATE}.items()
    ]
    set_steps(plan_id=None, matter=Matter.REPORT, steps=steps, by=otto, now=now)


def told(person) -> list[str]:
    notices = Notice.objects.filter(person=person, matter="report").order_by("pk")
    return list(notices.values_list("words", flat=True))


def test_a_notice_has_the_words_of_its_step(ladder, report, anna) -> None:
    find_waiting(now=BEFORE)
    find_waiting(now=FIRST)
    assert told(anna) == [SOON, LATE]


def test_steps_without_words_say_nothing_more(report, anna, client) -> None:
    find_waiting(now=FIRST)
    client.force_login(anna)
    assert told(anna) == [""]
    assert "督查室：" not in client.get(INBOX).content.decode()


def test_the_inbox_shows_the_words_beside_their_thing(ladder, report, anna, client) -> None:
    find_waiting(now=FIRST)
    client.force_login(anna)
    assert "督查室：请今天补报，&lt;急&gt;。" in client.get(INBOX).content.decode()


def test_what_was_said_stays_said_when_the_office_changes_its_words(
    ladder, report, anna, otto, now
) -> None:
    find_waiting(now=FIRST)
    set_steps(plan_id=None, matter=Matter.REPORT, steps=[], by=otto, now=now)
    assert told(anna) == [LATE]


def test_a_plans_own_words_go_to_its_own_reports(ladder, report, plan, anna, otto, now) -> None:
    own = Step(Matter.REPORT, 1, frozenset({Party.HOLDER}), words="本方案另有要求。")
    set_steps(plan_id=plan.pk, matter=Matter.REPORT, steps=[own], by=otto, now=now)
    find_waiting(now=FIRST)
    assert told(anna) == ["本方案另有要求。"]


def test_the_letter_says_them_beside_the_things_of_their_step(
    ladder, report, task, plan, anna, mail_server
) -> None:
    later = make.period(plan, starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 31))
    make.report(later, task.assignments.get(role="lead"))
    find_waiting(now=FIRST)
    plan_letters(now=FIRST)
    with Line() as line:
        deliver_letters(line=line, now=THIRD)
    (letter,) = mail_server.letters
    lines = letter.get_content().splitlines()
    place = next(at for at, text in enumerate(lines) if text.startswith("- 填报逾期未报"))
    assert lines[place].endswith("2") and lines[place + 1].strip() == f"督查室：{LATE}"
