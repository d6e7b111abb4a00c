from decimal import Decimal

import pytest

from reports import rules
from reports.rules import Content, Fault, Subject


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("  ", None),
        ("\u3000", None),
        ("7", "7"),
        ("-3.50", "-3.50"),
        ("+8", "8"),
        ("1,234,567.8", "1234567.8"),
        ("12 345", "12345"),
        ("12\u00a0345", "12345"),
        ("６２．６％", "62.6"),
        ("－１，２３４", "-1234"),
        ("70 %", "70"),
        (" 0.000001 ", "0.000001"),
    ],
)
def test_numbers_as_people_type_them(typed: str, number: str | None) -> None:
    assert rules.parse_number(typed) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    "typed",
    [
        *[
            "NaN",
            "nan",
            "inf",
            "Infinity",
            "1e400",
            "1E5",
            "²",
            "10²",
            "½",
            "٣",
            "Ⅻ",
            "二十",
            "约200",
            "200家",
            "0x10",
            "1_000",
            "=1+1",
        ],
        *["1,23", "1,2345", "12,34,567", "1.2.3", ".", "5.", ".5", "--", "5-6", "%5", "5%%"],
        *("1 23", "2\x00", "1" * 100, "1" * 1_000_000),
    ],
    ids=lambda typed: typed[:12],
)
def test_everything_else_is_no_number(typed: str) -> None:
    with pytest.raises(ValueError, match=Fault.NOT_A_NUMBER):
        rules.parse_number(typed)


GOOD = "已完成入库评审。"


@pytest.mark.parametrize(
    ("about", "content", "faults"),
    [
        (Subject.TASK, Content(percent=Decimal(60), progress=GOOD), {}),
        (Subject.TASK, Content(percent=Decimal(0), progress=GOOD), {}),
        (Subject.TASK, Content(percent=Decimal("66.67"), progress=GOOD), {}),
        (Subject.TASK, Content(percent=Decimal("66.670"), progress=GOOD), {}),
        (Subject.TASK, Content(progress=GOOD), {"percent": Fault.PERCENT_MISSING}),
        (Subject.TASK, Content(percent=Decimal(60)), {"progress": Fault.PROGRESS_MISSING}),
        (
            Subject.TASK,
            Content(percent=Decimal(60), progress=" \n\u3000"),
            {"progress": Fault.PROGRESS_MISSING},
        ),
        (
            Subject.TASK,
            Content(percent=Decimal("100.01"), progress=GOOD),
            {"percent": Fault.PERCENT_OUT_OF_RANGE},
        ),
        (
            Subject.TASK,
            Content(percent=Decimal(-1), progress=GOOD),
            {"percent": Fault.PERCENT_OUT_OF_RANGE},
        ),
        (
            Subject.TASK,
            Content(percent=Decimal("99.996"), progress=GOOD),
            {"percent": Fault.PERCENT_TOO_FINE},
        ),
        (
            Subject.TASK,
            Content(percent=Decimal("NaN"), progress=GOOD),
            {"percent": Fault.NOT_A_NUMBER},
        ),
        (
            Subject.TASK,
            Content(percent=Decimal("1e400"), progress=GOOD),
            {"percent": Fault.PERCENT_OUT_OF_RANGE},
        ),
        (
            Subject.TASK,
            Content(percent=Decimal(1), value=Decimal(1), progress=GOOD),
            {"value": Fault.NOT_ASKED},
        ),
        (Subject.TARGET, Content(value=Decimal(186), progress=GOOD), {}),
        (Subject.TARGET, Content(value=Decimal("-0.000001"), progress=GOOD), {}),
        (Subject.TARGET, Content(value=Decimal("999999999999999999"), progress=GOOD), {}),
        (
            Subject.TARGET,
            Content(value=Decimal("1000000000000000000"), progress=GOOD),
            {"value": Fault.VALUE_TOO_BIG},
        ),
        (
            Subject.TARGET,
            Content(value=Decimal("1e400"), progress=GOOD),
            {"value": Fault.VALUE_TOO_BIG},
        ),
        (
            Subject.TARGET,
            Content(value=Decimal("-1e400"), progress=GOOD),
            {"value": Fault.VALUE_TOO_BIG},
        ),
        (
            Subject.TARGET,
            Content(value=Decimal("1e-7"), progress=GOOD),
            {"value": Fault.VALUE_TOO_FINE},
        ),
        (
            Subject.TARGET,
            Content(value=Decimal("Infinity"), progress=GOOD),
            {"value": Fault.NOT_A_NUMBER},
        ),
        (
            Subject.TARGET,
            Content(value=Decimal("sNaN"), progress=GOOD),
            {"value": Fault.NOT_A_NUMBER},
        ),
        (Subject.TARGET, Content(progress=GOOD), {"value": Fault.VALUE_MISSING}),
        (
            Subject.TARGET,
            Content(value=Decimal(1), percent=Decimal(1), progress=GOOD),
            {"percent": Fault.NOT_ASKED},
        ),
        (
            Subject.TARGET,
            Content(value=Decimal(1), progress="好" * 2001),
            {"progress": Fault.TEXT_TOO_LONG},
        ),
        (
            Subject.TARGET,
            Content(value=Decimal(1), progress=GOOD, problems="好" * 1_000_000),
            {"problems": Fault.TEXT_TOO_LONG},
        ),
        (
            Subject.TARGET,
            Content(value=Decimal(1), progress=GOOD, next_steps="a\x00b"),
            {"next_steps": Fault.TEXT_UNREADABLE},
        ),
        (
            Subject.TARGET,
            Content(value=Decimal(1), progress="\ud800"),
            {"progress": Fault.TEXT_UNREADABLE},
        ),
    ],
)
def test_what_may_be_submitted(about: Subject, content: Content, faults: dict[str, Fault]) -> None:
    assert rules.validate(content, about=about, submit=True) == faults


@pytest.mark.parametrize("about", Subject)
def test_an_empty_draft_may_be_saved(about: Subject) -> None:
    assert rules.validate(Content(), about=about, submit=False) == {}


def test_a_draft_with_nonsense_may_not_be_saved() -> None:
    content = Content(percent=Decimal(101), progress="好" * 2001)
    assert rules.validate(content, about=Subject.TASK, submit=False) == {
        "percent": Fault.PERCENT_OUT_OF_RANGE,
        "progress": Fault.TEXT_TOO_LONG,
    }


def test_sentences_of_last_time_are_told_from_new_ones() -> None:
    before = "已印发方案。入库企业20家；正在评审。"
    fresh = rules.fresh_sentences("已印发方案。 入库企业35家；正在 评审", before=before)
    assert [sentence.new for sentence in fresh] == [False, True, False]


def test_the_first_report_is_new_throughout() -> None:
    assert [sentence.new for sentence in rules.fresh_sentences("甲。乙！\n丙", before="")] == [
        True
    ] * 3
