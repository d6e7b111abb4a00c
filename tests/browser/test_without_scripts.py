"""A browser that runs no scripts at all: everything a reporter needs still works."""

from playwright.sync_api import expect

from reports.models import ReportState

PASSWORD = "correct horse battery"


def test_a_report_is_submitted_without_scripts(page_of, target_report, anna):
    anna.set_password(PASSWORD)
    anna.save(update_fields=["password"])
    page = page_of(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Login name").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("You have 1 report to write.")).to_be_visible()
    page.get_by_role("link", name="高新技术企业").click()
    page.get_by_label("Value on the closing date").fill("150")
    page.get_by_label("Progress", exact=True).fill("Ten enterprises have passed.")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("Nothing is due")).to_be_visible()
    target_report.refresh_from_db()
    assert target_report.state == ReportState.SUBMITTED
