"""Every code has a sentence, in both languages."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from reports.rules import Fault
from sheets import wording
from sheets.wording import cells

CELLS = cells.ERRORS | cells.DOUBTS
CODE = Path(wording.__file__).parent.parent
FACTS = {
    "cell": "E7",
    "found": "甲",
    "unit": "市科技局",
    "day": "2026-09-30",
    "keys": ["progress"],
    "sentence": "甲。",
}
# What the line says and what the portal knows, where they do not agree.
AROUND = {"found": "甲", "wanted": "2026-09-30", "here": "丙", "there": "丁"}


def codes(pattern: str) -> set[str]:
    """What the code raises, found by its spelling."""
    return {code for file in CODE.rglob("*.py") for code in re.findall(pattern, file.read_text())}


def test_every_refusal_of_a_workbook_has_a_sentence() -> None:
    raised = codes(r'Refused\(\s*"(\w+)"')
    assert raised
    assert raised <= set(wording.WORKBOOK)


def test_every_refusal_of_a_cell_has_a_sentence() -> None:
    raised = codes(r'Unreadable\(\s*"(\w+)"') | codes(r'trouble\(\s*[\w.]+, "(\w+)"')
    assert raised
    assert raised <= {*wording.LINE, *cells.ERRORS}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", sorted(wording.WORKBOOK))
def test_a_refusal_is_a_whole_sentence(code: str, language: str) -> None:
    with translation.override(language):
        sentence = wording.refusal({"code": code, **FACTS})
    assert sentence.endswith((".", "。"))
    assert "%(" not in sentence


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", [*sorted(wording.LINE), *sorted(CELLS), *Fault])
def test_an_error_is_a_whole_sentence(code: str, language: str) -> None:
    with translation.override(language):
        sentence = wording.error({"code": code, "cell": "E7", **AROUND})
    assert sentence.endswith((".", "。"))
    assert "%(" not in sentence


def test_every_doubt_about_a_cell_has_a_sentence() -> None:
    raised = codes(r'Doubt\(\s*"(\w+)"')
    assert raised
    assert raised <= set(cells.DOUBTS)


def test_an_error_says_what_may_be_chosen() -> None:
    facts = {"code": "not_a_choice", "found": "局", "wanted": "units.kind"}
    with translation.override("zh-hans"):
        assert "街道" in wording.error(facts) or "乡镇" in wording.error(facts)


def test_a_doubt_about_a_day_names_it_as_people_do() -> None:
    facts = {"code": "serial", "found": "45930", "wanted": "2025-09-30"}
    with translation.override("zh-hans"):
        assert "2025年9月30日" in wording.error(facts)


def test_a_refusal_names_unit_day_and_columns() -> None:
    with translation.override("zh-hans"):
        assert "市科技局" in wording.refusal({"code": "other_unit", **FACTS})
        assert "2026年9月30日" in wording.refusal({"code": "other_period", **FACTS})
        assert "“进展情况”" in wording.refusal({"code": "columns_missing", **FACTS})


def test_a_code_of_a_later_version_still_gets_a_sentence() -> None:
    assert wording.refusal({"code": "from_the_future"}) == wording.refusal({"code": "unreadable"})


def test_a_workbook_that_was_taken_has_no_refusal() -> None:
    assert wording.refusal({}) == ""
