"""The fictional city of samples/ hangs together: nothing in it points to something missing."""

import re
import tomllib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest

from samples.make_documents import (
    FOLDER,
    SAMPLES,
    Sample,
    document_paragraphs,
    old_word_stub,
    pdf_with_a_picture_only,
)

ROOT = Path(__file__).parents[2] / "samples"
STORIES = {"on_pace", "ahead", "behind", "far_behind", "finished", "yearly", "not_due"}
ROLES = {
    *("reporter", "reviewer", "head", "inspector", "office_head", "leader"),
    *("system_admin", "security_admin", "auditor"),
}


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


CITY = load("city.toml")
PEOPLE = load("people.toml")["person"]
HISTORIES = [load(f"history/{path.name}") for path in sorted((ROOT / "history").glob("*.toml"))]
UNITS = {unit["name"] for unit in CITY["unit"]}
GROUPS = {group["name"]: group for group in CITY["group"]}
MEMBERSHIPS = [
    (person["login"], *role.split(" @ ")) for person in PEOPLE for role in person["roles"]
]

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
every_history = pytest.mark.parametrize("history", HISTORIES, ids=lambda h: h["plan"]["document"])


def current_names() -> dict[str, str]:
    """Every name in use today, and the unit that goes by it."""
    return {
        name: unit["name"]
        for unit in CITY["unit"]
        for name in (unit["name"], unit["full"], *unit["aliases"])
    }


def paragraphs(sample: Sample) -> list[str]:
    return document_paragraphs((FOLDER / f"{sample.name}.txt").read_text("utf-8"), sample)


def text_behind(history: dict[str, Any]) -> str:
    name = Path(history["plan"]["document"]).stem
    return "\n".join(next(paragraphs(sample) for sample in SAMPLES if sample.name == name))


def tasks_in(text: str) -> dict[str, str]:
    """The printed number of each task, and its text up to the next one."""
    numbered = re.compile(r"^(\d+(?=\.)|（[一二三四五六七八九十]+）)", re.MULTILINE)
    starts = [*numbered.finditer(text)]
    ends = [*(found.start() for found in starts[1:]), len(text)]
    items = [(m.group(), text[m.end() : end]) for m, end in zip(starts, ends, strict=True)]
    return {number: body.lstrip(".") for number, body in items if "牵头单位：" in body}


def printed_units(body: str, label: str) -> list[str]:
    found = re.search(rf"(?:{label})：([^；\n]+?)(?=；|）$|$)", body, re.MULTILINE)
    return found.group(1).split("、") if found else []


def expand(names: list[str]) -> set[str]:
    """Units behind printed names; a name that nobody goes by raises KeyError."""
    members = {
        name: {member["unit"] for member in GROUPS[name]["members"] if "until" not in member}
        for name in GROUPS
    }
    known = current_names()
    return set().union(*(members.get(name) or {known[name]} for name in names))


def reports_named(history: dict[str, Any]) -> list[dict[str, Any]]:
    lists = [*history["exceptions"].values(), *history["open"].values()]
    return [report for reports in lists for report in reports]


# --- The city ---


def test_a_name_in_use_belongs_to_one_unit_only() -> None:
    names = [
        name for unit in CITY["unit"] for name in {unit["name"], unit["full"], *unit["aliases"]}
    ]
    assert sorted(names) == sorted(set(names))


def test_no_former_name_is_another_units_name() -> None:
    former = [old["name"] for unit in CITY["unit"] for old in unit.get("former", [])]
    assert sorted(former) == sorted(set(former))
    assert not set(former) & current_names().keys()


def test_parents_and_group_members_are_units() -> None:
    parents = {unit["parent"] for unit in CITY["unit"] if "parent" in unit}
    members = {member["unit"] for group in CITY["group"] for member in group["members"]}
    scopes = {entry["scope"] for entry in (CITY, *CITY["unit"], *CITY["group"]) if "scope" in entry}
    assert parents | members | scopes <= UNITS


# --- The people ---


def test_thirty_people_hold_all_nine_roles() -> None:
    assert len(PEOPLE) == 30
    assert {role for _, role, _ in MEMBERSHIPS} == ROLES


def test_login_names_are_unique_pinyin() -> None:
    logins = [person["login"] for person in PEOPLE]
    assert len(set(logins)) == len(logins)
    assert all(re.fullmatch("[a-z]+", login) for login in logins)


def test_people_belong_to_units_of_the_city() -> None:
    watched = {unit for person in PEOPLE for unit in person.get("watches", [])}
    assert {unit for _, _, unit in MEMBERSHIPS} | watched <= UNITS


def test_nobody_reviews_a_unit_for_which_they_report() -> None:
    reporting = {(login, unit) for login, role, unit in MEMBERSHIPS if role == "reporter"}
    reviewing = {(login, unit) for login, role, unit in MEMBERSHIPS if role == "reviewer"}
    assert not reporting & reviewing


def test_administrators_hold_no_other_role() -> None:
    held = {
        login: [role for who, role, _ in MEMBERSHIPS if who == login] for login, *_ in MEMBERSHIPS
    }
    admins = {"system_admin", "security_admin", "auditor"}
    assert all(len(roles) == 1 for roles in held.values() if admins & set(roles))


def test_each_role_has_a_demonstration_account_in_both_languages() -> None:
    offered = {person["login"] for person in PEOPLE if "tour" in person}
    assert {role for login, role, _ in MEMBERSHIPS if login in offered} == ROLES
    assert all(set(person["tour"]) == {"zh", "en"} for person in PEOPLE if "tour" in person)


# --- The documents ---


@every_sample
def test_the_word_file_says_what_the_text_says(sample: Sample) -> None:
    word = docx.Document(str(FOLDER / f"{sample.name}.docx"))
    assert [paragraph.text for paragraph in word.paragraphs] == paragraphs(sample)


@every_sample
def test_the_text_has_furniture_that_the_word_file_leaves_out(sample: Sample) -> None:
    text = (FOLDER / f"{sample.name}.txt").read_text("utf-8")
    assert len([line for line in text.splitlines() if line.strip()]) > len(paragraphs(sample))


@every_history
def test_each_task_names_units_of_the_city_that_can_report(history: dict[str, Any]) -> None:
    bodies = tasks_in(text_behind(history)).values()
    names = [name for body in bodies for name in printed_units(body, "牵头单位|参与单位|责任单位")]
    for role in ("reporter", "reviewer"):
        staffed = {unit for _, held, unit in MEMBERSHIPS if held == role}
        assert expand(names) <= staffed


@pytest.mark.parametrize("paper", ["superior", "under_check"])
def test_each_paper_is_there_and_has_an_issuer(paper: str) -> None:
    facts = load("papers.toml")[paper]
    assert (FOLDER / facts["document"]).exists()
    assert facts["issuer"] in UNITS
    assert (facts["by"], "inspector", "市政府督查室") in MEMBERSHIPS


def test_the_bad_inputs_are_as_the_script_makes_them() -> None:
    assert (FOLDER / "empty.txt").read_bytes() == b""
    assert (FOLDER / "scanned.pdf").read_bytes() == pdf_with_a_picture_only()
    assert (FOLDER / "old-word.doc").read_bytes() == old_word_stub()


# --- The histories ---


@every_history
def test_a_history_belongs_to_its_document(history: dict[str, Any]) -> None:
    plan = history["plan"]
    assert (FOLDER / plan["document"]).exists()
    assert plan["title"] in text_behind(history).splitlines()
    assert plan["issuer"] in UNITS
    assert (plan["published_by"], "inspector", "市政府督查室") in MEMBERSHIPS


@every_history
def test_each_target_is_promised_once_in_the_document(history: dict[str, Any]) -> None:
    text = text_behind(history)
    assert {text.count(target["words"]) for target in history["target"]} == {1}
    assert {target["unit"] for target in history["target"]} <= UNITS


@every_history
def test_the_history_tells_of_every_task_of_the_document(history: dict[str, Any]) -> None:
    bodies = tasks_in(text_behind(history))
    assert [task["number"] for task in history["task"]] == list(bodies)
    assert all(bodies[task["number"]].startswith(task["title"]) for task in history["task"])


@every_history
def test_each_assisting_unit_has_something_to_say(history: dict[str, Any]) -> None:
    bodies = tasks_in(text_behind(history))
    for task in history["task"]:
        body = bodies[task["number"]]
        asked = expand(printed_units(body, "参与单位|责任单位"))
        leading = expand(printed_units(body, "牵头单位"))
        assert expand(list(task["assist"])) == asked - leading, task["title"]


@every_history
def test_courses_have_a_figure_for_each_closed_month(history: dict[str, Any]) -> None:
    lines = [target["course"] for target in history["target"]]
    lines += [task["percent"] for task in history["task"]]
    assert {len(line.split()) for line in lines} == {history["plan"]["months"]}
    assert all(Decimal(figure) >= 0 for line in lines for figure in line.split() if figure != "-")


@every_history
def test_percent_never_falls_and_ends_at_a_hundred_at_most(history: dict[str, Any]) -> None:
    for task in history["task"]:
        figures = [int(figure) for figure in task["percent"].split()]
        assert all(earlier <= later for earlier, later in pairwise([*figures, 100])), task["title"]


@every_history
def test_whoever_is_behind_says_why(history: dict[str, Any]) -> None:
    assert {target["story"] for target in history["target"]} <= STORIES
    behind = [t for t in history["target"] if t["story"] in {"behind", "far_behind"}]
    assert behind == [target for target in history["target"] if target.get("reason")]


@every_history
def test_exceptions_name_reports_that_were_due(history: dict[str, Any]) -> None:
    bodies = tasks_in(text_behind(history))
    due = {(target["unit"], target["words"]) for target in history["target"]}
    for number, body in bodies.items():
        units = expand(printed_units(body, "牵头单位") + printed_units(body, "参与单位|责任单位"))
        due |= {(unit, number) for unit in units}
    named = {(r["unit"], r.get("task") or r["target"]) for r in reports_named(history)}
    assert named <= due


@every_history
def test_exceptions_lie_within_the_closed_months(history: dict[str, Any]) -> None:
    agos = {report["ago"] for reports in history["exceptions"].values() for report in reports}
    assert agos <= set(range(history["plan"]["months"]))
    assert any(report["ago"] == 0 for report in history["exceptions"]["missing"])
