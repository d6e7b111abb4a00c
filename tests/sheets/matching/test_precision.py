"""Titles made of few words, which are easily confused: nothing is matched wrongly."""

import random
from collections.abc import Iterator

import pytest

from sheets.rules.matching import Claim, Owed, match

VERBS = ("建设", "完善", "培育", "改造", "新建", "扩建", "优化", "提升", "建立")
OBJECTS = (
    *("乡村", "社区", "园区", "科技", "金融", "数字", "绿色", "智慧", "文化", "东城", "西城"),
    *("一期", "二期", "龙泉路", "清泉路", "省级", "市级"),
)
BODIES = (
    *("平台", "体系", "机制", "网络", "服务", "中心", "设施", "集群", "品牌", "示范点"),
    *("管网", "道路", "公园"),
)


def titles(chance: random.Random, count: int) -> list[str]:
    """Different titles, no two of which say the same."""
    found: dict[str, str] = {}
    while len(found) < count:
        what = "".join(chance.sample(OBJECTS, chance.choice((1, 1, 2)))) + chance.choice(BODIES)
        title = chance.choice(VERBS) + what
        found.setdefault("".join(sorted(title)), title)
    return list(found.values())


def misspelt(title: str, chance: random.Random) -> str:
    """As a colleague may have typed it."""
    place = chance.randrange(len(title))
    return chance.choice(
        (
            title, title, chance.choice(("加快", "大力", "全面")) + title, title + "工作",
            title + chance.choice(("达到20个", "（市级）", "及配套", "增长率")), title[2:],
            title[:place] + title[place + 1 :], title + "。" + chance.choice(OBJECTS) + "先行",
        )
    )  # fmt: skip


def lines(
    named: list[str], chance: random.Random, *, own_numbers: bool
) -> Iterator[tuple[Claim, int]]:
    """Claims with the key of the title that each was made of; half of these are not owed."""
    for row, key in enumerate(chance.sample(range(len(named)), 80), start=2):
        number = row - 1 if own_numbers else key % 30 + 1
        printed = str(number) if chance.random() < 0.8 else ""
        yield Claim(row, number=printed, title=misspelt(named[key], chance)), key


@pytest.mark.parametrize("own_numbers", [False, True])
def test_a_thousand_misspelt_lines_are_never_matched_wrongly(own_numbers: bool) -> None:
    certain = 0
    for seed in range(15):
        chance = random.Random(seed)
        named = titles(chance, 120)
        owed = [
            Owed(key, title, number=str(key % 30 + 1), quote=f"{title}。完成{key + 2}个。")
            for key, title in enumerate(named)
            if key % 2
        ]
        claims = list(lines(named, chance, own_numbers=own_numbers))
        meant = {claim.row: key for claim, key in claims}
        found = [each for each in match([claim for claim, _ in claims], owed) if each.owed]
        assert [each for each in found if each.owed != meant[each.row]] == []
        certain += len(found)
    # Careful, but not idle: half of the 1,200 lines are about something that is owed.
    assert certain > 350
