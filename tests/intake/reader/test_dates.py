"""Deadlines and rhythms, as a table."""

from datetime import date

import pytest

from intake.reader.dates import find_mentions

DUE = [
    ("到2025年", "2025-12-31"),
    ("2025年底前", "2025-12-31"),
    ("2022年10月底前", "2022-10-31"),
    ("2024年2月", "2024-02-29"),
    ("2022年10月15日前", "2022-10-15"),
    ("2023年上半年", "2023-06-30"),
    ("2023年三季度末", "2023-09-30"),
    ("2021—2023年", "2023-12-31"),
    ("到“十四五”末", "2025-12-31"),
    ("二〇二五年底", "2025-12-31"),
    ("年底前", "2024-12-31"),
    ("三季度前", "2024-09-30"),
    ("9月底前", "2024-09-30"),
    ("2023年2月30日前", "None"),
]


@pytest.mark.parametrize(("words", "due"), DUE)
def test_a_deadline_is_the_last_day_of_what_is_said(words: str, due: str):
    (mention,) = find_mentions(words, 0, len(words), year=2024)
    assert str(mention.due) == due


def test_a_number_of_years_runs_from_where_the_document_says():
    words = "2023年起3年内，5年内"
    found = find_mentions(words, 0, len(words), year=None, since=2023)
    assert [str(mention.due) for mention in found] == ["2025-12-31", "2027-12-31"]
    assert [mention.due for mention in find_mentions("5年内", 0, 3, year=2024)] == [None]


@pytest.mark.parametrize("words", ["比2020年增长", "较2020年下降", "从2019年起", "自2019年以来"])
def test_a_base_year_governs_nothing(words: str):
    assert {m.governs for m in find_mentions(words, 0, len(words), year=2024)} == {"nothing"}


@pytest.mark.parametrize("words", ["年底前", "三季度前"])
def test_a_date_without_a_year_needs_the_documents_year(words: str):
    assert find_mentions(words, 0, len(words), year=None) == []


def test_rhythms_are_read():
    words = "每年、每半年、每季度、每月"
    found = [mention.every for mention in find_mentions(words, 0, len(words), year=None)]
    assert found == ["year", "half_year", "quarter", "month"]


def test_a_bare_year_holds_for_its_sentence_and_a_deadline_for_its_paragraph():
    words = "2025年、到2025年"
    found = find_mentions(words, 0, len(words), year=None)
    assert [(m.governs, m.due) for m in found] == [
        ("sentence", date(2025, 12, 31)),
        ("paragraph", date(2025, 12, 31)),
    ]
