"""Two plans side by side."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from intake.superior.aligning import Of, Side, align, counts
from intake.superior.comparing import Aim, Kind

END = date(2027, 12, 31)


def target(name, value, *, due=END, unit="家", **fields):
    return Aim(f"{name}{value}{due}", name, due, Decimal(value), unit=unit, **fields)


def task(title, due=None):
    return Aim(title, title, due)


def found(superior, ours, **facts):
    """(superior's name, our name, kind) of every row."""
    rows = align(superior, ours, below=facts.get("below", False))
    return [
        (row.superior and row.superior.name, row.ours and row.ours.name, row.kind) for row in rows
    ]


def test_each_promise_of_the_superior_finds_ours_or_nothing():
    superior = Side([target("全市高新技术企业", 200), target("院士工作站", 3)], [])
    ours = Side([target("高新技术企业", 250), target("众创空间", 4)], [])
    assert found(superior, ours) == [
        ("全市高新技术企业", "高新技术企业", Kind.RAISED),
        ("院士工作站", None, Kind.MISSING),
        (None, "众创空间", Kind.NEW),
    ]


def test_of_several_dates_of_one_indicator_the_nearest_are_paired():
    superior = Side(
        [target("高新技术企业", 150, due=date(2026, 12, 31)), target("高新技术企业", 200)], []
    )
    ours = Side(
        [target("高新技术企业", 200), target("高新技术企业", 160, due=date(2026, 12, 31))], []
    )
    assert [kind for _one, _other, kind in found(superior, ours)] == [Kind.RAISED, Kind.SAME]


def test_a_promise_is_counterpart_of_one_other_only():
    superior = Side([target("高新技术企业", 200), target("高新技术企业", 100)], [])
    kinds = [
        kind for _one, _other, kind in found(superior, Side([target("高新技术企业", 200)], []))
    ]
    assert sorted(kinds) == [Kind.MISSING, Kind.SAME]


def test_the_plans_own_places_are_no_part_of_a_name():
    superior = Side([target("岚州省高新技术企业", 200)], [], places=("岚州省", "岚州"))
    ours = Side([target("云岭高新技术企业", 200)], [], places=("云岭市", "云岭"))
    assert [kind for *_names, kind in found(superior, ours)] == [Kind.SAME]


def test_tasks_are_paired_by_their_titles_and_compared_by_their_dates():
    superior = Side(
        [], [task("加快建设中试基地", END), task("深化企业开办改革"), task("清理拖欠企业账款")]
    )
    ours = Side([], [task("推进企业开办改革"), task("建设中试基地", date(2027, 6, 30))])
    assert found(superior, ours) == [
        ("加快建设中试基地", "建设中试基地", Kind.RAISED),
        ("深化企业开办改革", "推进企业开办改革", Kind.SAME),
        ("清理拖欠企业账款", None, Kind.MISSING),
    ]


def test_a_pair_of_similar_names_is_marked_as_a_guess():
    superior = Side([], [task("建设新材料产业中试基地集群")])
    [row] = align(superior, Side([], [task("建设新材料中试车间基地")]), below=False)
    assert row.guess and row.ours is not None


def test_words_that_stand_in_our_text_without_a_promise_are_shown():
    text = "鼓励企业申报院士工作站。"
    [row] = align(Side([target("院士工作站", 3)], []), Side([], [], text=text), below=False)
    assert row.kind is Kind.MISSING and row.mention is not None
    start, end = row.mention
    assert text[start:end] == "院士工作站"


def test_the_counts_name_every_kind_and_add_up():
    rows = align(Side([target("高新技术企业", 200)], [task("甲事项")]), Side([], []), below=False)
    assert counts(rows)[Kind.MISSING] == 2 and sum(counts(rows).values()) == 2
    assert set(counts(rows)) == set(Kind)


names = st.text("全市高新技术企业园区增长率", min_size=1, max_size=8)
aims = st.lists(
    st.builds(target, names, st.integers(0, 300), unit=st.sampled_from(["家", "%", "亿元"])),
    max_size=8,
)


@given(aims, aims)
def test_every_promise_stands_in_exactly_one_row(superior, ours):
    superior = [replace(each, id=f"s{at}") for at, each in enumerate(superior)]
    ours = [replace(each, id=f"o{at}") for at, each in enumerate(ours)]
    rows = align(Side(superior, []), Side(ours, []), below=True)
    for side, all_of_them in (("superior", superior), ("ours", ours)):
        shown = [getattr(row, side).id for row in rows if getattr(row, side)]
        assert sorted(shown) == sorted(each.id for each in all_of_them)


@given(aims)
def test_a_plan_beside_itself_is_the_same(plan):
    plan = [replace(each, id=str(at)) for at, each in enumerate(plan)]
    rows = align(Side(plan, []), Side(plan, []), below=True)
    assert all(row.of is Of.TARGETS and row.superior and row.ours for row in rows)


def test_two_plans_of_five_hundred_promises_are_aligned_within_seconds():
    superior = Side(
        [target(f"指标{n}企业", n) for n in range(500)],
        [task(f"推进事项{n}建设") for n in range(500)],
    )
    ours = Side(
        [target(f"全市指标{n}企业", n) for n in range(500)],
        [task(f"事项{n}建设") for n in range(500)],
    )
    begun = perf_counter()
    align(superior, ours, below=True)
    assert perf_counter() - begun < 10
