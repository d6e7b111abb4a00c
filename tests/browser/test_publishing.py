"""The first journey: a document is handed in, its reading checked, its plan published."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from intake.jobs import read_documents
from tests import make
from tests.intake import sample
from units.models import Unit, User

PASSWORD = "correct horse battery"


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "数字乡村行动计划.txt"
    path.write_text(sample.TEXT, encoding="utf-8")
    return path


@pytest.fixture
def farming(city) -> Unit:
    """The document calls it 市农业农村局."""
    return make.unit("市农业农村委", parent=city, scope=city)


def test_an_official_publishes_a_plan(page_of, north, south, farming, ines, file):
    page = page_of()
    sign_in(page, ines)
    hand_in(page, file)
    see_words_in_the_source(page)
    correct_a_title(page)
    decide_about_units(page)
    publish(page)
    expect_tasks_with_units(page)
    open_the_clause(page)
    assert farming.assignments.count() == 1


def sign_in(page: Page, user: User) -> None:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    page.goto("/")
    page.get_by_label("Login name").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Main")).to_contain_text("Read in")


def hand_in(page: Page, file: Path) -> None:
    """The page asks by itself until a worker has read the document."""
    page.get_by_role("link", name="Read in").click()
    page.get_by_label("Document").set_input_files(file)
    page.get_by_label("Issued by").select_option("云岭市政府")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("status")).to_contain_text("waits to be read")
    read_documents()
    expect(page.get_by_role("region", name="Source")).to_contain_text("加快基站向村组延伸")
    expect(page.locator("#entries")).to_contain_text("建好乡村网络")


def see_words_in_the_source(page: Page) -> None:
    """Whatever is chosen, the very words light up that it was read from."""
    places = page.locator("#entries a.place, #head a.place")
    assert places.count() > 40
    for place in places.all():
        start, end = (place.get_attribute("data-mark") or "").split("-")
        place.click()
        expect(page.locator("#source mark")).to_have_text(sample.TEXT[int(start) : int(end)])


def correct_a_title(page: Page) -> None:
    task = page.locator("#entries .entry-tasks").first
    task.get_by_role("link", name="Edit").click()
    # The form puts the cursor into its first field once it stands; nobody types before.
    expect(task.get_by_label("Number")).to_be_focused()
    task.get_by_label("Title").fill("织密乡村网络")
    task.get_by_role("button", name="Save").click()
    expect(task.locator("strong")).to_have_text("1 织密乡村网络")


def decide_about_units(page: Page) -> None:
    """A unit that the portal knows by a similar name: a person has to say whether it is the one."""
    expect(page.locator("#tally")).to_contain_text("1 to settle")
    expect(page.locator("#summary")).to_contain_text("Who is meant by this name?")
    expect(page.locator("form.stranger.open")).to_contain_text("市农业农村局")
    stranger = page.locator("form.stranger").filter(has_text="市农业农村局")
    expect(stranger).to_contain_text("the same field, under another kind of body")
    expect(stranger.get_by_label("Known unit")).to_have_value("市农业农村委")
    stranger.get_by_role("button", name="Accept").click()
    expect(page.locator("form.stranger.open")).to_have_count(0)
    expect(page.locator("#tally")).to_contain_text("Nothing left to settle")


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish the plan").click()
    expect(page.get_by_text("The plan is published and its tasks are dispatched.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("云岭市数字乡村三年行动计划")


def expect_tasks_with_units(page: Page) -> None:
    expect(page.get_by_role("row", name="行政村光纤通达率")).to_contain_text("98%")
    network, farming = units_of(page, "织密乡村网络"), units_of(page, "发展数字农业")
    expect(network).to_have_text("市科技局 Assisting: 市财政局, 各乡镇政府")
    expect(farming).to_have_text("市农业农村局 Assisting: 市委科创办(市科技局), 市财政局")


def line_of(page: Page, title: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=title, exact=True))


def units_of(page: Page, title: str) -> Locator:
    """Those who lead the task, and those who assist."""
    return line_of(page, title).locator("td.units")


def open_the_clause(page: Page) -> None:
    line_of(page, "发展数字农业").locator("a.origin").click()
    expect(page.locator("mark").first).to_contain_text("发展数字农业")
    expect(page.locator("section:target")).to_contain_text("引导合作社使用传感设备")
