"""Rita reviews in the north bureau. That Anna's report is late is Anna's duty; Rita is told as
well, and may do without the letters."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from core.models import AuditEntry
from core.work import WorkState
from notices.models import Message, Mute, Notice
from notices.queries import muted
from notices.rules import Matter
from notices.services import deliver_letters, find_waiting, mute, plan_letters
from notices.transport import Line
from reports.rules import Content
from reports.services import submit_report
from tests import make

MUTES, API = reverse("notices:mutes"), reverse("api-mutes")
# Nine o'clock in Beijing on Saturday, 10 October, which is worked: one working day late.
FIRST = datetime(2026, 10, 10, 1, 0, tzinfo=UTC)
THIRD = datetime(2026, 10, 13, 1, 0, tzinfo=UTC)


def going_out(matter: str = "report") -> set[str]:
    found = Notice.objects.filter(matter=matter, goes_out=True, settled_at=None)
    return set(found.values_list("person__username", flat=True))


def told(matter: str = "report") -> set[str]:
    found = Notice.objects.filter(matter=matter, settled_at=None)
    return set(found.values_list("person__username", flat=True))


# The sweep


def test_without_a_mute_everybody_gets_a_letter(report, anna, rita) -> None:
    find_waiting(now=FIRST)
    assert going_out() == {"anna", "rita"}


def test_what_is_muted_stands_in_the_inbox_and_does_not_go_out(report, anna, rita, now) -> None:
    mute(matters=[Matter.REPORT], by=rita, now=now)
    find_waiting(now=FIRST)
    assert (told(), going_out()) == ({"anna", "rita"}, {"anna"})


def test_a_mute_is_about_its_matter_only(report, anna, rita, now) -> None:
    mute(matters=[Matter.RETURN, Matter.TASK], by=rita, now=now)
    find_waiting(now=FIRST)
    assert "rita" in going_out()


def test_nobody_mutes_for_others(report, anna, rita, hugo, now) -> None:
    mute(matters=[Matter.REPORT], by=rita, now=now)
    find_waiting(now=THIRD)
    assert going_out() == {"anna", "hugo"}


def test_duties_cannot_be_muted(report, anna, now) -> None:
    mute(matters=list(Matter), by=anna, now=now)
    find_waiting(now=FIRST)
    assert going_out() == {"anna"}


def test_who_stands_in_for_an_empty_post_has_its_duty_and_gets_the_letter(
    report, rita, now
) -> None:
    mute(matters=[Matter.REPORT], by=rita, now=now)
    find_waiting(now=FIRST)
    assert Notice.objects.get(person=rita, matter="report").is_duty
    assert going_out() == {"rita"}


def test_a_review_that_waits_for_its_reviewer_is_her_duty(report, anna, rita, now) -> None:
    content = Content(percent=Decimal(60), progress="已完成入库评审。")
    submit_report(report_id=report.pk, revision=0, content=content, by=anna, now=FIRST)
    mute(matters=list(Matter), by=rita, now=now)
    find_waiting(now=THIRD)
    assert "rita" in going_out("review")


# Taking it back, and letters that wait


def test_letters_come_again_when_the_mute_is_taken_back(report, anna, rita, now) -> None:
    mute(matters=[Matter.REPORT], by=rita, now=now)
    find_waiting(now=FIRST)
    mute(matters=[], by=rita, now=now)
    find_waiting(now=THIRD)
    assert "rita" in going_out()


def test_what_waits_for_the_next_letter_stays_at_home(report, anna, rita, mail_server) -> None:
    find_waiting(now=FIRST)
    plan_letters(now=FIRST)
    mute(matters=[Matter.REPORT], by=rita, now=FIRST)
    with Line() as line:
        while deliver_letters(line=line, now=THIRD):
            pass
    assert [letter["To"] for letter in mail_server.letters] == ["anna@example.org"]
    assert Message.objects.get(person=rita).work_state == WorkState.CANCELLED


def test_what_went_with_a_letter_stays_with_it(report, anna, rita, now) -> None:
    gone = make.notice(report, rita, is_duty=False, message=make.letter(rita))
    mute(matters=[Matter.REPORT], by=rita, now=now)
    gone.refresh_from_db()
    assert gone.goes_out


def test_a_letter_about_duties_only_offers_no_way_out(report, anna, rita, mail_server) -> None:
    find_waiting(now=FIRST)
    plan_letters(now=FIRST)
    with Line() as line:
        deliver_letters(line=line, now=THIRD)
    by_person = {letter["To"]: letter for letter in mail_server.letters}
    ritas = by_person["rita@example.org"]
    assert ritas["List-Unsubscribe"] == f"<http://localhost:8000{MUTES}>"
    assert ritas["List-Unsubscribe-Post"] is None
    assert by_person["anna@example.org"]["List-Unsubscribe"] is None
    assert all(f"http://localhost:8000{MUTES}" in each.get_content() for each in by_person.values())


# The row


def test_a_matter_is_muted_once(rita, now) -> None:
    mute(matters=[Matter.REPORT], by=rita, now=now)
    mute(matters=[Matter.TASK, Matter.REPORT], by=rita, now=now)
    assert muted(rita) == [Matter.REPORT, Matter.TASK]
    with pytest.raises(IntegrityError):
        Mute.objects.create(person=rita, matter="report")


def test_each_choice_is_in_the_trail_once(rita, now) -> None:
    for _twice in range(2):
        mute(matters=[Matter.REPORT], by=rita, now=now)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.details) == ("mutes.changed", {"matters": ["report"]})


# The page


def test_a_person_chooses_on_a_page_of_ones_own(client, rita) -> None:
    client.force_login(rita)
    page = client.post(MUTES, {"matters": ["report", "pace"]}, follow=True)
    assert "已保存" in page.content.decode()
    assert muted(rita) == [Matter.REPORT, Matter.PACE]
    assert client.get(MUTES).content.decode().count("checked") == 2
    client.post(MUTES, {})
    assert muted(rita) == []


def test_the_page_says_that_duties_stay(client, rita) -> None:
    client.force_login(rita)
    assert "不能取消" in client.get(MUTES).content.decode()


def test_who_is_told_duties_only_has_nothing_to_choose(client, anna) -> None:
    client.force_login(anna)
    page = client.get(MUTES).content.decode()
    assert "没有可以取消的" in page and 'name="matters"' not in page


def test_the_inbox_leads_there(client, rita) -> None:
    client.force_login(rita)
    assert f'href="{MUTES}"' in client.get(reverse("notices:inbox")).content.decode()


def test_a_matter_that_does_not_exist_is_refused_and_nothing_changes(client, rita, now) -> None:
    mute(matters=[Matter.TASK], by=rita, now=now)
    client.force_login(rita)
    page = client.post(MUTES, {"matters": ["report", "weather"]})
    assert page.status_code == 422 and "列表" in page.content.decode()
    assert muted(rita) == [Matter.TASK]


def test_the_link_of_a_letter_asks_to_sign_in_and_changes_nothing(client, rita) -> None:
    assert client.get(MUTES).status_code == client.post(MUTES, {}).status_code == 302


def test_the_page_costs_the_same_however_much_is_muted(
    client, rita, now, django_assert_num_queries
) -> None:
    mute(matters=list(Matter), by=rita, now=now)
    client.force_login(rita)
    # Session, person, memberships; the frame's count; the mutes.
    with django_assert_num_queries(5):
        client.get(MUTES)


# The API


def test_a_program_reads_and_sets_what_is_muted(client, rita) -> None:
    client.force_login(rita)
    answer = client.put(API, {"matters": ["task", "report"]}, content_type="application/json")
    assert answer.json() == client.get(API).json() == {"matters": ["report", "task"]}
    assert muted(rita) == [Matter.REPORT, Matter.TASK]


@pytest.mark.parametrize(
    "body", [{}, {"matters": ["weather"]}, {"matters": "report"}, {"matters": [], "more": 1}]
)
def test_a_program_that_says_nonsense_changes_nothing(body, client, rita, now) -> None:
    mute(matters=[Matter.TASK], by=rita, now=now)
    client.force_login(rita)
    assert client.put(API, body, content_type="application/json").status_code == 400
    assert muted(rita) == [Matter.TASK]
