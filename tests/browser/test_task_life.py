"""The life of a task, from its receipt over a later due date until it is struck off."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from tasks.models import Task, TaskState
from tests.browser.words import Words
from units.models import Unit

PROOF = FilePayload(name="验收报告.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4")


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_a_task_is_received_extended_completed_and_struck_off(
    locale, page_of, task, north, south, anna, rita, vera, ines, otto
):
    today = timezone.localdate()
    due_on, later = today + timedelta(days=5), today + timedelta(days=60)
    Task.objects.filter(pk=task.pk).update(due_on=due_on)
    words = Words(locale)
    reporter, reviewer, assist = (page_of(each, locale=locale) for each in (anna, rita, vera))
    inspector, head = (page_of(each, locale=locale) for each in (ines, otto))

    receive(reporter, task, north, words)
    receive(assist, task, south, words)
    ask_for_extension(reporter, task, later, words)
    step(reviewer, words("Sign"))
    step(inspector, words("Pass on for the decision"))
    step(head, words("Grant until this day"))
    expect_dates(reporter, task, due_on, later)
    hand_in(assist, task, words)
    ask_for_completion(reviewer, task, today, words)
    accept(head, task, words)
    strike_off(inspector, task, words)

    task.refresh_from_db()
    assert (task.state, task.due_on, task.completed_on) == (TaskState.CLOSED, later, today)


def receive(page: Page, task: Task, unit: Unit, words: Words) -> None:
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_role("button", name=words("Confirm receipt for %(unit)s", unit=unit.name)).click()
    expect(page.get_by_role("row", name=unit.name).first).to_contain_text(
        timezone.localdate().isoformat()
    )


def ask_for_extension(page: Page, task: Task, later: date, words: Words) -> None:
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_role("link", name=words("Ask for a later due date")).click()
    page.get_by_label(words("New due date")).fill(later.isoformat())
    page.get_by_label(words("Why it cannot be finished in time")).fill("基础施工遇溶洞。")
    page.get_by_label(words("How far it is, and what is still to be done")).fill("已到地上三层。")
    page.get_by_role("button", name=words("File the request")).click()
    expect(page.get_by_text("基础施工遇溶洞。").first).to_be_visible()


def step(page: Page, button: str) -> None:
    """Open the request from the list of those that wait for this person, and take the step."""
    page.goto("/tasks/extensions/")
    page.get_by_role("row").nth(1).get_by_role("link").first.click()
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("button", name=button, exact=True)).to_have_count(0)


def expect_dates(page: Page, task: Task, old: date, new: date) -> None:
    page.goto(f"/tasks/{task.pk}/")
    for day in (old, new):
        expect(page.get_by_text(day.isoformat()).first).to_be_visible()


def hand_in(page: Page, task: Task, words: Words) -> None:
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_text(words("Hand in your unit's share to the lead unit")).click()
    page.get_by_label(words("What your unit has done for its share")).fill("资金已全部拨付。")
    page.get_by_role("button", name=words("Hand in the share")).click()
    expect(page.get_by_role("row", name="资金已全部拨付。")).to_be_visible()


def ask_for_completion(page: Page, task: Task, today: date, words: Words) -> None:
    title = words("Ask for completion", context="step")
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_role("link", name=title).click()
    page.get_by_label(words("What was achieved")).fill("厂房已竣工验收。")
    page.get_by_label(words("Really finished on")).fill(today.isoformat())
    page.locator("input[type=file]").set_input_files([PROOF])
    page.get_by_role("button", name=title).click()
    expect(page.get_by_text(PROOF["name"])).to_be_visible()


def accept(page: Page, task: Task, words: Words) -> None:
    title = words("Accept as completed", context="step")
    page.goto("/tasks/office/?list=completion")
    page.get_by_role("link", name=task.title).click()
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name=title).click()
    expect(page.get_by_role("link", name=title)).to_have_count(0)


def strike_off(page: Page, task: Task, words: Words) -> None:
    title = words("Strike off", context="step")
    page.goto("/tasks/office/?list=closing")
    page.get_by_role("link", name=task.title).click()
    page.get_by_role("link", name=title).click()
    page.get_by_label(words("How it was checked, or why that was left out")).fill("现场核查属实。")
    page.get_by_role("button", name=title).click()
    expect(page.get_by_text("现场核查属实。").first).to_be_visible()
