"""The second journey: a unit reports, its reviewer decides, and the leader's lamp changes."""

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from reports.models import Report, ReportingRule
from tests import make
from units.rules import Role


def test_an_approved_report_changes_the_lamp(page_of, target_report, anna, rita, lena):
    reporter, reviewer, leader = page_of(anna), page_of(rita), page_of(lena)
    expect_lamp(leader, "far behind", "10.0% is reached", "31.7 percentage points short")
    save_draft(reporter, "148", "Twelve enterprises have passed.")
    submit(reporter)
    return_with(reviewer, "The tax bureau counts 152.")
    submit_again(reporter, reason="The tax bureau counts 152.", value="152")
    approve(reviewer, "152家")
    expect_lamp(leader, "on pace", "52.0% is reached", "2.0 percentage points ahead")


def expect_lamp(page: Page, word: str, *figures: str) -> None:
    """What the leader's first screen says about the only target."""
    page.goto("/")
    chosen = page.locator(".chosen")
    expect(chosen.locator(".lamp")).to_have_text(word)
    for figure in figures:
        expect(chosen).to_contain_text(figure)


def save_draft(page: Page, value: str, progress: str) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="To report")).to_be_visible()
    page.get_by_role("link", name="高新技术企业").click()
    page.get_by_label("Value on the closing date").fill(value)
    page.get_by_label("Progress", exact=True).fill(progress)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    expect(page.get_by_label("Value on the closing date")).to_have_value(value)


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("Submitted. The reviewer of your unit can see it now.")).to_be_visible()
    expect(page.get_by_text("Nothing is due")).to_be_visible()


def return_with(page: Page, reason: str) -> None:
    page.goto("/")
    line = page.get_by_role("row", name="高新技术企业")
    expect(line).to_contain_text("148家")
    line.get_by_text("Return…").click()
    line.get_by_label("What has to be mended").fill(reason)
    line.get_by_role("button", name="Return", exact=True).click()
    expect(page.get_by_text("Nothing waits for your review.")).to_be_visible()


def submit_again(page: Page, *, reason: str, value: str) -> None:
    page.goto("/")
    line = page.get_by_role("row", name="高新技术企业")
    expect(line).to_contain_text("Rita returned it on")
    expect(line).to_contain_text(reason)
    line.get_by_role("link", name="高新技术企业").click()
    expect(page.locator(".reason")).to_contain_text(reason)
    page.get_by_label("Value on the closing date").fill(value)
    submit(page)


def approve(page: Page, figure: str) -> None:
    page.goto("/")
    line = page.get_by_role("row", name="高新技术企业")
    expect(line).to_contain_text(figure)
    line.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved. The figures count from now on.")).to_be_visible()


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_a_part_goes_from_the_assisting_unit_to_the_office(
    locale, page_of, report, period, task, south, anna, rita, vera, ines, otto
):
    """The lead merges it, the draft saves itself, the inspector returns, the office head adopts."""
    part = make.report(period, task.assignments.get(role="assist"))
    ReportingRule.objects.update(review="both")
    victor = make.user("victor", (south, Role.REVIEWER))
    words = Words(locale)
    answer_to_lead(page_of(vera, locale=locale), part, words)
    decide(page_of(victor, locale=locale), "/reports/review/", words("Approve"))
    lead = page_of(anna, locale=locale)
    merge_and_submit(lead, report, words)
    decide(page_of(rita, locale=locale), "/reports/review/", words("Approve"))
    give_back(page_of(ines, locale=locale), words, reason="请写明批次。")
    mend(lead, report, words, reason="请写明批次。")
    decide(page_of(rita, locale=locale), "/reports/review/", words("Approve"))
    decide(page_of(otto, locale=locale), "/reports/office/", words("Approve"))
    task.refresh_from_db()
    assert task.percent == 60
    part.refresh_from_db()
    assert part.state == "approved"


class Words:
    """What the page says in the language of its reader."""

    def __init__(self, locale: str) -> None:
        self.language = "en" if locale == "en" else "zh-hans"

    def __call__(self, text: str, /, **facts: str) -> str:
        with override(self.language):
            return gettext(text) % facts if facts else gettext(text)


def answer_to_lead(page: Page, part: Report, words: Words) -> None:
    page.goto(f"/reports/{part.pk}/")
    expect(page.get_by_label(words("Problems"))).to_have_count(0)
    page.get_by_label(words("Progress"), exact=True).fill("已拨付专项资金300万元。")
    page.get_by_role("button", name=words("Submit for review")).click()
    expect(page.get_by_role("heading", name=words("To report"))).to_be_visible()


def decide(page: Page, desk: str, button: str) -> None:
    page.goto(desk)
    page.get_by_role("row").nth(1).get_by_role("button", name=button).click()
    expect(page.get_by_role("row")).to_have_count(0)


def merge_and_submit(page: Page, report: Report, words: Words) -> None:
    page.goto(f"/reports/{report.pk}/")
    page.get_by_label(words("Percent done")).fill("60")
    page.get_by_role("button", name=words("Merge")).first.click()
    progress = page.get_by_label(words("Progress"), exact=True)
    said = words("[%(unit)s] %(text)s", unit="市财政局", text="已拨付专项资金300万元。")
    expect(progress).to_have_value(said)
    progress.fill(f"已完成入库评审。\n{said}")
    progress.blur()
    expect(page.locator("#saved .quiet")).to_be_visible()
    page.get_by_role("button", name=words("Submit for review")).click()
    expect(page.get_by_role("heading", name=words("To report"))).to_be_visible()


def give_back(page: Page, words: Words, *, reason: str) -> None:
    page.goto("/reports/office/")
    line = page.get_by_role("row").nth(1)
    line.get_by_text(words("Return…")).click()
    line.get_by_label(words("What has to be mended")).fill(reason)
    line.get_by_role("button", name=words("Return"), exact=True).click()
    expect(page.get_by_role("row")).to_have_count(0)


def mend(page: Page, report: Report, words: Words, *, reason: str) -> None:
    page.goto(f"/reports/{report.pk}/")
    expect(page.locator(".reason")).to_contain_text(reason)
    page.get_by_label(words("Progress"), exact=True).fill("已完成第一批入库评审。")
    page.get_by_role("button", name=words("Submit for review")).click()
    expect(page.get_by_role("heading", name=words("To report"))).to_be_visible()
