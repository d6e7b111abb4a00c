"""How a plan promises a number: the ways of saying it, and what each of them means."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

FOUND = "\ue002", "\ue003"  # around the words of a promise, until its quote is cut out
SMALL = "两三四五六七八九"  # from two to nine
RHYTHMS = {"每年": "year", "每半年": "half_year", "每季度": "quarter", "每月": "month"}


@dataclass(frozen=True)
class Aim:
    """Something that can be counted, from how much to how much, and the ways to promise it.

    In a way {i} is the indicator, {q} the number with its unit, {h} a higher one, {v} the verb.
    """

    names: tuple[str, ...]
    unit: str
    low: int
    high: int
    ways: tuple[tuple[str, str], ...]
    verb: str = ""
    change: str = ""
    recurs: bool = False


Promise = dict[str, Any]


def stock(name: str, unit: str, low: int, high: int) -> Aim:
    """What there shall be: 高新技术企业达到70家."""
    ways = (
        *(("{i}达到{q}", "at_least"), ("{i}突破{q}", "at_least"), ("{i}达{q}以上", "at_least")),
        *(("{i}不少于{q}", "at_least"), ("力争{i}超过{q}", "at_least"), ("{i}{q}以上", "at_least")),
        *(("{i}稳定在{q}左右", "about"), ("{i}达到{n}—{h}", "range")),
    )
    return Aim((name,), unit, low, high, ways)


def made(name: str, unit: str, low: int, high: int, verb: str) -> Aim:
    """What shall be done: 新建农村公路120公里, 建成3个中试基地."""
    ways = (
        *(("{v}{i}{q}", "at_least"), ("{v}{q}{i}", "at_least"), ("累计{v}{i}{q}", "at_least")),
        *(("{v}{i}{q}以上", "at_least"), ("{v}{i}不少于{q}", "at_least")),
        *(("{v}不少于{q}{i}", "at_least"), ("{v}{w}{i}", "at_least")),
    )
    return Aim((name,), unit, low, high, ways, verb)


def rate(name: str, low: int, high: int) -> Aim:
    """A share to be reached: 覆盖率提高到60%."""
    ways = (
        *(("{i}达到{q}", "at_least"), ("{i}提高到{q}", "at_least"), ("{i}不低于{q}", "at_least")),
        *(("{i}提升至{q}以上", "at_least"), ("{i}保持在{q}以上", "at_least")),
    )
    return Aim((name,), "%", low, high, ways)


def fewer(name: str, unit: str, low: int, high: int, verb: str) -> Aim:
    """A level not to be exceeded: 失业率控制在5%以内."""
    ways = (
        *(("{i}{v}在{q}以内", "at_most"), ("{i}不超过{q}", "at_most")),
        *(("{i}降至{q}以下", "at_most"), ("{i}不高于{q}", "at_most")),
    )
    return Aim((name,), unit, low, high, ways, verb)


def rise(name: str, low: int, high: int) -> Aim:
    """A rate of growth: 进出口总额增长6%."""
    ways = (
        *(("{i}增长{q}", "at_least"), ("{i}增长{q}以上", "at_least")),
        ("{i}增长{q}左右", "about"),
    )
    return Aim((name,), "%", low, high, ways, change="增长")


def fall(name: str, low: int, high: int) -> Aim:
    """The size of a fall: 能耗下降13%, and what it is compared with."""
    ways = (
        *(("{i}下降{q}", "at_least"), ("{i}下降{q}以上", "at_least")),
        ("{i}比2020年下降{q}", "at_least"),
    )
    return Aim((name,), "%", low, high, ways, change="下降")


def event(name: str, unit: str, low: int, high: int, verb: str) -> Aim:
    """What recurs: 每年举办招聘会6场."""
    ways = (
        *(("{r}{v}{i}{q}", "at_least"), ("{r}{v}{q}{i}", "at_least")),
        *(("{r}至少{v}{i}{q}", "at_least"), ("{r}{v}{i}{q}以上", "at_least")),
    )
    return Aim((name,), unit, low, high, ways, verb, recurs=True)


def money(name: str, unit: str, low: int, high: int) -> Aim:
    """What the plan spends: 安排专项资金500万元."""
    return Aim((name,), unit, low, high, (("安排{i}{q}", "at_least"), ("安排{q}{i}", "at_least")))


def both(names: tuple[str, str], unit: str, low: int, high: int) -> Aim:
    """Two numbers in one breath: A、B分别达到10家和5家."""
    ways = (("{i}分别达到{q}和{p}", "at_least"), ("{i}分别达到{q}、{p}以上", "at_least"))
    return Aim(names, unit, low, high, ways)


def each_of(names: tuple[str, str], low: int, high: int) -> Aim:
    """One number for two: A、B均达到90%."""
    return Aim(
        names, "%", low, high, (("{i}均达到{q}", "at_least"), ("{i}均不低于{q}", "at_least"))
    )


def promised(aim: Aim, random: Random) -> tuple[str, list[Promise]]:
    """The words of one promise, and what they mean: one entry for each number and each noun."""
    way, op = random.choice(aim.ways)
    value, second = _number(aim, random), _number(aim, random)
    rhythm = random.choice(tuple(RHYTHMS)) if aim.recurs else ""
    small = random.randint(2, 9)
    value = small if "{w}" in way else value
    high = value + random.randint(3, 20) if op == "range" else None
    words = way.format(
        i="、".join(aim.names),
        v=aim.verb,
        r=rhythm,
        n=value,
        q=f"{value}{aim.unit}",
        p=f"{second}{aim.unit}",
        h=f"{high}{aim.unit}",
        w=f"{SMALL[small - 2]}{aim.unit}",
    )
    values = [value, second] if "{p}" in way else [value] * len(aim.names)
    entries = zip(aim.names, values, strict=True)
    return f"{FOUND[0]}{words}{FOUND[1]}", [
        {
            "indicator": name + aim.change,
            "value": number,
            "value_high": high,
            "unit": aim.unit,
            "op": op,
            "due": None,
            "every": RHYTHMS.get(rhythm),
        }
        for name, number in entries
    ]


def _number(aim: Aim, random: Random) -> float:
    """Shares and sums are also written with a decimal."""
    whole = random.randint(aim.low, aim.high)
    return whole + random.choice((0, 0, 0.5, 0.8)) if aim.unit in ("%", "亿元") else whole


def dues(random: Random, first: int, last: int) -> tuple[str, str]:
    """A deadline as it is written, and the day that it means."""
    year = random.randint(first, last)
    month = random.choice((6, 9, 10))
    return random.choice(tuple(_dues(year, month)))


def _dues(year: int, month: int) -> Iterator[tuple[str, str]]:
    days = 31 if month == 10 else 30
    yield f"到{year}年", f"{year}-12-31"
    yield f"到{year}年底", f"{year}-12-31"
    yield f"{year}年底前", f"{year}-12-31"
    yield f"到{year}年末", f"{year}-12-31"
    yield f"{year}年{month}月底前", f"{year}-{month:02}-{days}"
