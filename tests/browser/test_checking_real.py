"""A real plan of some 25 tasks, checked and published from the keyboard: how long does it take?"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from plans.models import Plan
from tests import make
from tests.intake import doubtful

REAL = Path(__file__).parents[3] / "shared" / "extraction" / "dev"
PAPERS = {"000": "000_184da36d701c505f.txt", "003": "003_d09f64f5e3d4b173.txt"}
# What the portal knows already, under the names of its own place.
KNOWN = ("市科技局", "市发改委", "市财政局", "市经信局", "市人社局", "市税务局", "高新区管委会")

# Seconds. A doubt is looked up in the source and thought about; everything else is compared with
# the words that light up beside it.
A_CLICK, A_KEY, A_DOUBT, AN_ENTRY = 1.5, 0.3, 15, 4
TEN_MINUTES = 600
# Keys to write one Chinese character.
PINYIN = 3


@dataclass
class Official:
    """Two hands at a keyboard; they count what they do."""

    page: Page
    clicks: int = 0
    keys: int = 0
    doubts: int = 0
    entries: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += key.count("+") + 1

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += sum(1 if letter.isascii() else PINYIN for letter in text)

    @property
    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.id"))

    @property
    def here(self) -> Locator:
        return self.page.locator(f"#{self.focused}")

    @property
    def left(self) -> int:
        return self.page.locator("#summary [data-point]").count()

    @property
    def seconds(self) -> float:
        work = self.clicks * A_CLICK + self.keys * A_KEY
        return work + self.doubts * A_DOUBT + self.entries * AN_ENTRY

    def settle_everything(self) -> None:
        """Each doubt in its turn, the worst first."""
        while before := self.left:
            point = self.page.locator("#summary [data-point]").first.get_attribute("data-point")
            if self.focused != point:
                self.press("j")
            expect(self.page.locator(f"#{point}")).to_be_focused()
            self.settle()
            self.doubts += 1
            expect(self.page.locator("#summary [data-point]")).to_have_count(before - 1)

    def settle(self) -> None:
        entry, words = self.here, self.here.inner_text()
        if "Digits of this number" in words:
            self.answer("3.2", "Enter")
        elif "No unit is named" in words:
            self.answer("高新区管委会", "Control+Enter")
        elif entry.locator(".confirm button, button.accept").count():
            self.press("y")
        else:  # a name that nobody has proposed anything for: a new unit
            self.press("Enter")
            self.press("ArrowDown")

    def answer(self, text: str, save: str) -> None:
        self.press("Enter")
        expect(self.page.locator(".fields :focus")).to_have_count(1)
        expect(self.page.locator(".htmx-added, .htmx-settling")).to_have_count(0)
        self.write(text)
        self.press(save)

    def read_the_rest(self) -> None:
        """Every entry of the document, beside its words."""
        if self.focused != "head":
            self.press("j")
        expect(self.page.locator("#head")).to_be_focused()
        last = self.page.locator("#entries article").last.get_attribute("id")
        while self.focused != last:
            self.press("j")
            self.entries += 1

    def publish(self) -> None:
        self.press("p")
        expect(self.page.get_by_role("button", name="Publish the plan")).to_be_focused()
        self.press("Enter")
        expect(self.page.get_by_text("The plan is published")).to_be_visible()


@pytest.mark.parametrize("number", PAPERS)
@pytest.mark.skipif(not REAL.exists(), reason="the real documents are not on this machine")
def test_a_real_plan_is_checked_within_ten_minutes(number, page_of, city, ines, now, capsys):
    for name in KNOWN:
        make.unit(name, parent=city, scope=city)
    text = (REAL / PAPERS[number]).read_text(encoding="utf-8")
    page = page_of(ines)
    page.goto(f"/intake/{doubtful.draft(city, now, text=text).document_id}/")
    official = Official(page)
    accept_all_proposals(official)
    official.settle_everything()
    official.read_the_rest()
    official.publish()
    with capsys.disabled():
        report(number, official)
    assert official.seconds < TEN_MINUTES


def accept_all_proposals(official: Official) -> None:
    """The list of names that mean one known unit each is read once."""
    proposals = official.page.get_by_role("button", name="Accept all")
    if proposals.count():
        official.doubts += official.page.locator("button.accept").count()
        proposals.click()
        official.clicks += 1
        expect(official.page.locator("button.accept")).to_have_count(0)


def report(number: str, official: Official) -> None:
    plan = Plan.objects.get()
    counts = f"{plan.tasks.count()} tasks, {official.entries} entries, {official.doubts} doubts"
    work = f"{official.clicks} clicks, {official.keys} keys"
    print(f"\ndocument {number}: {counts}: {work}, {official.seconds / 60:.1f} minutes")  # noqa: T201 (the measurement is the point)
