"""The checking page, driven by mouse and by keyboard alone, and without any script."""

import re

import pytest
from playwright.sync_api import Page, expect

from intake.models import Draft
from tests import make
from tests.intake import doubtful

PASSWORD = "correct horse battery"
# Where words stand on the screen: the middle of their first and of their last letter.
WHERE = """words => {
  const source = document.getElementById("source");
  const at = source.textContent.indexOf(words);
  const spot = (place) => {
    const nodes = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
    let node = nodes.nextNode();
    while (place >= node.data.length) { place -= node.data.length; node = nodes.nextNode(); }
    const range = document.createRange();
    range.setStart(node, place);
    range.setEnd(node, place + 1);
    return range;
  };
  const first = spot(at), last = spot(at + words.length - 1);
  first.startContainer.parentElement.scrollIntoView({block: "center", behavior: "instant"});
  const from = first.getBoundingClientRect(), to = last.getBoundingClientRect();
  return [from.left + 1, from.top + from.height / 2, to.right - 1, to.top + to.height / 2];
}"""


@pytest.fixture
def draft(city, now) -> Draft:
    for name in ("市民政局", "市财政局", "市卫健委", "市医保局"):
        make.unit(name, parent=city, scope=city)
    return doubtful.draft(city, now)


@pytest.fixture
def page(page_of, draft, ines) -> Page:
    page = page_of(ines)
    page.goto(f"/intake/{draft.document_id}/")
    return page


def corrections(draft: Draft) -> dict:
    draft.refresh_from_db()
    return draft.corrections


def choose(page: Page, words: str) -> None:
    """Drag the mouse over the words."""
    from_x, from_y, to_x, to_y = page.evaluate(WHERE, words)
    page.mouse.move(from_x, from_y)
    page.mouse.down()
    page.mouse.move(to_x, to_y, steps=4)
    page.mouse.up()
    expect(page.locator("#chosen")).to_have_text(words)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


# --- Words of the source --------------------------------------------------------------------------


def test_words_of_the_source_lead_to_their_entry(page) -> None:
    page.locator("#source .passage", has_text="护理型床位").first.click()
    expect(page.locator("#targets-g1")).to_be_focused()
    expect(page.locator("#source mark")).to_have_text("护理型床位达到3000张")


def test_chosen_words_become_a_target_with_what_they_tell(page, draft) -> None:
    choose(page, "开设医保结算窗口")
    page.get_by_role("button", name="a target", exact=True).click()
    form = page.locator("#new form")
    expect(form.get_by_label("Indicator")).to_have_value("开设医保结算窗口")
    expect(form.get_by_label("In task").locator("option:checked")).to_have_text("4 畅通就医通道")
    form.get_by_label("Indicator").fill("医保结算窗口")
    form.get_by_role("button", name="Add").click()
    expect(page.locator("#targets-n1")).to_be_focused()
    expect(page.locator("#source mark")).to_have_text("开设医保结算窗口")
    added = corrections(draft)["added"]["targets"][0]
    start = doubtful.TEXT.index("开设医保结算窗口")
    assert (added["start"], added["end"]) == (start, start + 8)


def test_the_number_its_unit_and_its_due_are_read_from_the_words(page) -> None:
    choose(page, "社区食堂达到80家")
    page.get_by_role("button", name="a target", exact=True).click()
    form = page.locator("#new form")
    for label, value in (("Value", "80"), ("Unit of measure", "家"), ("Due on", "2028-12-31")):
        expect(form.get_by_label(label, exact=True)).to_have_value(value)


def test_chosen_words_become_a_task(page, draft) -> None:
    choose(page, "整合闲置用房")
    page.get_by_role("button", name="a task", exact=True).click()
    page.locator("#new form").get_by_role("button", name="Add").click()
    expect(page.locator("#tasks-n1")).to_contain_text("整合闲置用房")
    assert corrections(draft)["added"]["tasks"][0]["quote"] == "整合闲置用房"


def test_a_chosen_name_becomes_a_unit_of_the_task_around_it(page, draft) -> None:
    choose(page, "职业学校")
    expect(page.locator("#chosen-task")).to_have_text("3 培养护理人员")
    page.get_by_role("button", name="a lead unit").click()
    task = page.locator("#tasks-t3")
    expect(task.locator(".units")).to_contain_text("职业学校")
    task.get_by_role("link", name="职业学校").click()
    expect(page.locator("#source mark")).to_have_text("职业学校")
    assert corrections(draft)["tasks"]["t3"]["fields"]["lead_units"] == ["职业学校"]


def test_a_keyboard_chooses_words_as_well(page, draft) -> None:
    page.locator("#tasks-t4 .what a").last.click()  # lights 畅通就医通道 up
    press(page, "s", *["Shift+ArrowRight"] * 5)
    expect(page.locator("#chosen")).to_have_text("畅通就医通道")
    press(page, "Enter", "Tab", "Enter")
    form = page.locator("#new form")
    expect(form.get_by_label("Title")).to_have_value("畅通就医通道")
    expect(page.locator("#new.htmx-added, #new.htmx-settling")).to_have_count(0)
    press(page, "Escape")
    expect(form).to_have_count(0)
    assert "added" not in corrections(draft)


# --- The walk through the doubts ------------------------------------------------------------------


def test_every_doubt_is_settled_without_a_mouse(page, draft) -> None:
    expect(page.locator("#tally")).to_contain_text("5 to settle")
    accept_a_proposal(page)
    enter_a_lost_number(page)
    press(page, "j")
    for entry in ("targets-g4", "tasks-t2", "tasks-t3"):  # two values, too late, nobody answers
        expect(page.locator(f"#{entry}")).to_be_focused()
        press(page, "y")
    expect(page.locator("#tally")).to_contain_text("Nothing left to settle")
    kept = corrections(draft)
    assert kept["units"]["市卫生健康委员会"]["verb"] == "same"
    assert kept["targets"]["g3"]["fields"]["value"] == "3.5"
    assert set(kept["confirmed"]["tasks"]) == {"t2", "t3"}


def accept_a_proposal(page: Page) -> None:
    """市卫生健康委员会 may be 市卫健委: nobody but an official knows."""
    press(page, "j")
    expect(page.locator("#units-1")).to_be_focused()
    expect(page.locator("#source mark")).to_have_text("市卫生健康委员会")
    press(page, "y")


def enter_a_lost_number(page: Page) -> None:
    """The worst of the doubts: digits are lost in the copy."""
    expect(page.locator("#targets-g3")).to_be_focused()
    expect(page.locator("#source mark")).to_contain_text("老年大学学员占老年人口的比重达3")
    press(page, "Enter")
    expect(page.get_by_label("Value", exact=True)).to_be_focused()
    expect(page.locator("#source mark")).to_have_text("3")
    page.keyboard.type("3.5")
    press(page, "Enter")
    expect(page.locator("#tally")).to_contain_text("3 to settle")
    expect(page.locator("#targets-g3")).to_be_focused()


def test_after_the_doubts_the_walk_follows_the_document(page) -> None:
    seen = []
    for _step in range(13):
        press(page, "j")
        seen.append(page.evaluate("document.activeElement.id"))
    doubts = ["units-1", "targets-g3", "targets-g4", "tasks-t2", "tasks-t3"]
    rest = ["head", "targets-g1", "targets-g2", "tasks-t1", "targets-g5", "targets-g6", "tasks-t4"]
    assert seen == [*doubts, *rest, "tasks-t4"]
    press(page, "k")
    expect(page.locator("#targets-g6")).to_be_focused()


def test_an_entry_is_taken_out_by_keys(page, draft) -> None:
    press(page, "j", "j", "j", "x")
    expect(page.get_by_role("button", name="Not part of the plan")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#targets-g4")).to_have_count(0)
    expect(page.locator("#tasks-t2")).to_be_focused()
    assert corrections(draft)["targets"]["g4"]["removed"]


def test_a_list_of_keys_is_shown(page) -> None:
    expect(page.locator("#keys")).to_be_hidden()
    press(page, "?")
    expect(page.locator("#keys")).to_contain_text("next and previous entry")
    press(page, "Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_keys_of_one_letter_can_be_switched_off(page) -> None:
    press(page, "?")
    page.get_by_label("Keys of one letter are on").uncheck()
    page.reload()
    press(page, "j")
    expect(page.locator("#units-1")).not_to_be_focused()
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Keys of one letter are on").check()
    page.locator("h1").click()
    press(page, "j")
    expect(page.locator("#units-1")).to_be_focused()


def test_two_officials_do_not_overwrite_each_other(page, draft, page_of, otto) -> None:
    other = page_of(otto)
    other.goto(page.url)
    for window, title in ((page, "办社区食堂"), (other, "建社区食堂")):
        window.locator("#tasks-t1").get_by_role("link", name="Edit").click()
        window.get_by_label("Title").fill(title)
    for window in (page, other):
        window.get_by_role("button", name="Save", exact=True).first.click()
    expect(other.get_by_role("alert")).to_contain_text("Somebody else changed this draft")
    assert corrections(draft)["tasks"]["t1"]["fields"]["title"] == "办社区食堂"


# --- Without scripts ------------------------------------------------------------------------------


def test_an_entry_is_added_with_its_words_without_scripts(page_of, draft, ines) -> None:
    page = page_of(ines, java_script_enabled=False)
    page.goto(f"/intake/{draft.document_id}/")
    page.get_by_role("link", name="Add a task that the reader missed").click()
    page.get_by_label("Title").fill("整合用房")
    page.get_by_label("Words of the source").fill("整合 闲置用房")
    page.get_by_role("button", name="Add").click()
    task = page.locator("#tasks-n1")
    task.get_by_role("link", name="整合用房", exact=True).click()
    expect(page.locator("#source mark")).to_have_text("整合闲置用房")


def test_words_lead_to_entries_and_back_without_scripts(page_of, draft, ines) -> None:
    page = page_of(ines, java_script_enabled=False)
    page.goto(f"/intake/{draft.document_id}/")
    page.locator("#tasks-t2").get_by_role("link", name="2029-06-30").click()
    expect(page.locator("#source mark")).to_have_text("2029年6月底前")
    page.locator("#source a.passage", has_text="护理型床位").click()
    # A click answers before a window without scripts has taken the new address.
    expect(page).to_have_url(re.compile("#targets-g1$"))
