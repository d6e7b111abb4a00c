"""The second journey: a unit reports, its reviewer decides, and the leader's lamp changes."""

from playwright.sync_api import Page, expect


def test_an_approved_report_changes_the_lamp(page_of, target_report, anna, rita, lena):
    reporter, reviewer, leader = page_of(anna), page_of(rita), page_of(lena)
    expect_lamp(leader, "far behind", "10.0% is reached", "31.7 percentage points short")
    save_draft(reporter, "148", "Twelve enterprises have passed.")
    submit(reporter)
    return_with(reviewer, "The tax bureau counts 152.")
    submit_again(reporter, reason="The tax bureau counts 152.", value="152")
    approve(reviewer, "152 家")
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
    expect(line).to_contain_text("148 家")
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
