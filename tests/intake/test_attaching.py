"""A document is read again: nothing that an official did is lost. No database."""

from typing import Any

import pytest

from intake import rules
from tests.intake.test_rules import entry, item, paper

TEXT = "一、建网。建成基站3座。二、修路。修路5公里。"


def target(number: int, quote: str, **changes: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    where = {"start": start, "end": start + len(quote), "quote": quote}
    return entry(id=f"g{number}", indicator=quote[:2], **(where | changes))


def old(**changes: Any) -> dict[str, Any]:
    targets = [target(1, "建成基站3座", task_id="t1"), target(2, "修路5公里")]
    return paper(**({"text": TEXT, "targets": targets, "tasks": [item(quote="建网")]} | changes))


def new(*targets: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The same text, its items numbered anew."""
    tasks = [item(id="t7", quote="建网", title="建网络")]
    return paper(**({"text": TEXT, "targets": list(targets), "tasks": tasks} | changes))


def carried(corrections: dict[str, Any], again: dict[str, Any]) -> dict[str, Any]:
    return rules.corrected(again, rules.attached(old(), again, corrections))


def changed(number: int = 1, **fields: Any) -> dict[str, Any]:
    return rules.with_item({}, old(), "targets", f"g{number}", {"value": "4"} | fields)


@pytest.mark.parametrize(
    "quote",
    [
        "建成基站3座",
        "基站3座",  # a better reader takes fewer words
        "建网。建成基站3座",  # or more
    ],
)
def test_a_correction_goes_to_the_item_at_its_place(quote: str) -> None:
    result = carried(changed(), new(target(5, quote), target(6, "修路5公里")))
    values = {each["id"]: each["value"] for each in result["targets"]}
    assert values == {"g5": "4", "g6": "3"}


def test_what_was_taken_out_stays_out() -> None:
    out = rules.without_item({}, old(), "targets", "g2")
    result = carried(out, new(target(8, "修路5公里"), target(9, "建成基站3座")))
    assert [each["id"] for each in result["targets"]] == ["g9"]


def test_what_has_no_place_any_more_is_kept_as_lost() -> None:
    kept = rules.attached(old(), again := new(target(1, "修路5公里")), changed())
    (lost,) = kept["lost"]
    assert (lost["kind"], lost["item"]["value"], lost["item"]["quote"]) == (
        "targets", "4", "建成基站3座",
    )  # fmt: skip
    back = rules.corrected(again, rules.with_lost_back(kept, 0))
    assert [each["value"] for each in back["targets"]] == ["3", "4"]
    assert back["targets"][1]["start"] == TEXT.index("建成基站")
    assert rules.without_lost(kept, 0)["lost"] == []


def test_a_confirmation_goes_along_with_the_entry_it_names() -> None:
    keys = ["two_values:value:targets:g2", "uncertain:due"]
    kept = rules.with_confirmed({}, "targets", "g1", keys)
    again = new(target(5, "建成基站3座"), target(6, "修路5公里"))
    confirmed = rules.attached(old(), again, kept)["confirmed"]["targets"]
    assert confirmed == {"g5": ["two_values:value:targets:g6", "uncertain:due"]}


def test_what_was_confirmed_and_is_not_read_any_more_is_lost_aloud() -> None:
    kept = rules.with_confirmed({}, "targets", "g1", ["uncertain:due"])
    (lost,) = rules.attached(old(), new(target(1, "修路5公里")), kept)["lost"]
    assert lost["item"]["indicator"] == "建成"


def test_what_was_added_and_is_read_now_is_a_correction() -> None:
    words = {"quote": "修路5公里", "start": TEXT.index("修路5"), "end": TEXT.index("修路5") + 5}
    read = old(targets=[target(1, "建成基站3座")])
    kept, _id = rules.with_new_item({}, "targets", entry(indicator="道路") | words)
    again = new(target(1, "建成基站3座"), target(2, "修路5公里"))
    result = rules.corrected(again, rules.attached(read, again, kept))
    assert [(each["id"], each["indicator"]) for each in result["targets"]] == [
        ("g1", "建成"), ("g2", "道路"),
    ]  # fmt: skip


def test_in_a_better_text_an_added_quote_is_looked_for() -> None:
    words = {"quote": "修路5公里", "start": 20, "end": 25}
    kept, _id = rules.with_new_item({}, "targets", entry(indicator="道路") | words)
    again = new(text="页眉\n" + TEXT)
    (added,) = rules.attached(old(), again, kept)["added"]["targets"]
    assert again["text"][added["start"] : added["end"]] == "修路5公里"


def test_in_a_better_text_the_nearest_of_the_same_words_is_meant() -> None:
    text = "\n" + TEXT + TEXT
    one, two = (
        entry(id=f"g{at}", quote="修路5公里", start=at, end=at + 5)
        for at in (text.index("修路5"), text.rindex("修路5"))
    )
    result = carried(changed(2), new(two, one, text=text))
    assert [each["value"] for each in result["targets"]] == ["3", "4"]


def test_a_target_stays_in_its_task() -> None:
    result = carried(changed(task_id="t1"), new(target(5, "建成基站3座")))
    assert (result["targets"][0]["task_id"], result["targets"][0]["task"]) == ("t7", "建网络")


def test_head_and_units_are_carried_as_they_are() -> None:
    kept = rules.with_units(rules.with_head({}, {"title": "新题"}), {"甲局": {"verb": "create"}})
    again = rules.attached(old(), new(), kept)
    assert (again["head"], again["units"]) == (kept["head"], kept["units"])


def test_reading_the_same_again_changes_nothing() -> None:
    kept = rules.with_confirmed(changed(), "targets", "g2", ["uncertain:due"])
    kept = rules.without_item(kept, old(), "tasks", "t1")
    again = rules.attached(old(), old(), kept)
    assert rules.corrected(old(), again) == rules.corrected(old(), kept)
    assert again["lost"] == []


@pytest.mark.parametrize(
    ("corrections", "expected"),
    [({}, True), (rules.attached(old(), old(), {}), True), (changed(), False)],
)
def test_a_draft_is_untouched_until_somebody_changes_it(corrections, expected) -> None:
    assert rules.untouched(corrections) == expected
