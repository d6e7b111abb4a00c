"""Renews the pictures of the README from a running demonstration.

make run, then: .venv/bin/python -m tests.browser.pictures http://localhost:8000
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.window import DESK, PHONE, Window, chromium
from tools.chromium import find

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
HIGH_DESK: ViewportSize = {"width": 1440, "height": 1000}


def main(address: str) -> None:
    executable = find()
    if executable is None:
        sys.exit("No Chromium on this machine: install it, or name it in CHROMIUM.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with chromium(executable) as browser:
        for person, picture, size in (
            ("沈文远", overview, HIGH_DESK),
            ("薛之恒", reading, DESK),
            ("薛之恒", superior, HIGH_DESK),
            ("何嘉宁", report, DESK),
            ("何嘉宁", sheet, DESK),
            ("沈文远", phone, PHONE),
        ):
            with signed_in(browser, address, person, size) as page:
                picture(page)
                page.screenshot(path=PICTURES / f"{picture.__name__}.png")


@contextmanager
def signed_in(browser: Browser, address: str, person: str, size: ViewportSize) -> Iterator[Page]:
    """A window of one of the accounts that the sign-in page offers."""
    window = Window(browser, address, locale="zh-CN", viewport=size)
    window.page.goto("/")
    window.page.get_by_role("button", name=person).click()
    yield window.page
    window.context.close()


def overview(page: Page) -> None:
    page.locator(".chart canvas, .chart svg").wait_for()


def phone(page: Page) -> None:
    page.get_by_role("heading", name="总览").wait_for()


def reading(page: Page) -> None:
    """An inspector checks the draft that waits; the words of a doubtful target light up."""
    page.goto("/intake/")
    page.get_by_role("link", name="enterprises-2026-2027").click()
    page.locator("#entries").wait_for()
    entry = page.locator("#entries .entry-targets").filter(has_text="两个不同数值").last
    entry.scroll_into_view_if_needed()
    entry.locator(".words a").click()
    page.locator("#source mark").wait_for()


def superior(page: Page) -> None:
    """The innovation plan of the city beside the plan of the province."""
    page.goto("/plans/")
    page.get_by_role("link", name="三年行动计划").first.click()
    page.get_by_role("link", name="与上位文件对照").click()
    page.locator(".ledger").first.wait_for()


def report(page: Page) -> None:
    """A reporter writes about a task, with the last period beside it."""
    page.get_by_role("link", name="落实科技惠企政策").click()
    page.get_by_label("完成百分比").fill("74")
    page.get_by_label("进展情况", exact=True).fill(
        "兑付科技奖补资金2510万元，惠及企业112家；第二轮补充申报收到材料15份。"
    )


def sheet(page: Page) -> None:
    """A reporter's workbook comes back; one of its lines is refused."""
    page.goto("/sheets/")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "填报.xlsx"
        with page.expect_download() as coming:
            page.locator("a[download]").first.click()
        coming.value.save_as(path)
        fill(path)
        page.locator("input[type=file]").set_input_files(path)
        page.locator(".sheet-upload button").click()
        page.locator(".sheet-lines").wait_for()


def fill(path: Path) -> None:
    """One line is changed, one is new, and one has words where a number belongs."""
    progress = "本月工作按计划推进。"
    book = load_workbook(path)
    lines = book.worksheets[0]
    lines["I2"] = 75
    lines["I3"], lines["K3"] = 71, progress
    lines["I4"], lines["K4"] = "四成左右", progress
    book.save(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
