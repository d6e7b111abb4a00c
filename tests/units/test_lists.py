"""Names in one cell. No database."""

import pytest

from units.rules import name_key, names_in, without_level, without_place

KNOWN = {
    name_key(name)
    for name in (
        "市科技局",
        "市财政局",
        "区发改委",
        "区统计局",
        "市委科创办（市科技局）",
        "市发展和改革委员会",
    )
}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市科技局", ["市科技局"]),
        ("市科技局、市财政局", ["市科技局", "市财政局"]),
        ("市科技局，市财政局；区统计局", ["市科技局", "市财政局", "区统计局"]),
        ("市科技局 市财政局\n区统计局", ["市科技局", "市财政局", "区统计局"]),
        ("市科技局（牵头）、市财政局（配合）", ["市科技局", "市财政局"]),
        ("牵头单位：市科技局", ["市科技局"]),
        ("市科技局等", ["市科技局"]),
        ("区发改委区统计局", ["区发改委", "区统计局"]),
        ("区发改委市农业局", ["区发改委市农业局"]),
        ("市委科创办(市科技局)", ["市委科创办（市科技局）"]),
        ("市科技局、市科技局", ["市科技局"]),
        ("", []),
        ("、，；", []),
    ],
)
def test_names_are_told_apart_however_they_are_written(text: str, names: list[str]) -> None:
    assert list(names_in(text, KNOWN)) == names


@pytest.mark.parametrize(
    ("key", "bare", "local"),
    [
        ("市科技局", "科技局", "市科技局"),
        ("科技局", "科技局", "科技局"),
        ("云岭市科技局", "云岭市科技局", "市科技局"),
        ("东川区教育局", "东川区教育局", "区教育局"),
        ("省政府", "政府", "省政府"),
    ],
)
def test_level_and_place_are_taken_off(key: str, bare: str, local: str) -> None:
    assert without_level(key) == bare
    assert without_place(key) == local


def test_a_page_of_text_is_no_list_of_names() -> None:
    assert len(names_in("市科技局、" * 100_000, KNOWN)) == 1
