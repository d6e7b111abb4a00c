"""Sheets written as text: one line a row, cells between bars, in the words of a fictional city."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sheets.rules.cells import Cell
from sheets.rules.matching import Owed

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Row:
    number: int
    cells: dict[str, Cell]


@dataclass
class Page:
    name: str
    rows: list[Row]
    merges: Sequence[str] = ()


@dataclass(frozen=True)
class OwnSheet:
    """A sheet of a department, and what a careful colleague would make of it.

    `keys` are the keys of the columns from A on, `-` where nobody can say. `about` tells row=key
    of the report for every line, `?` where a person must choose, `?3` where 3 is the likeliest;
    rows that it leaves out are no lines.
    """

    name: str
    text: str
    header: tuple[int, int]
    keys: str
    about: str = ""
    merges: str = ""
    owed: str = "all"
    # Cells that are percentages by their format, by address.
    percents: str = ""
    only: Sequence[int] = field(default_factory=tuple)

    @property
    def page(self) -> Page:
        return page(self.text, merges=self.merges, percents=self.percents)

    @property
    def expected(self) -> dict[int, str]:
        pairs = (each.split("=") for each in self.about.split())
        return {int(row): key for row, key in pairs}


def page(text: str, *, merges: str = "", percents: str = "", typed: bool = True) -> Page:
    """`typed` turns what looks like a number into one, as a workbook does and a CSV does not."""
    rows = []
    for number, line in enumerate(text.strip("\n").split("\n"), start=1):
        cells = dict(_cells(line, number, percents.split(), typed=typed))
        if cells:
            rows.append(Row(number, cells))
    return Page("Sheet1", rows, tuple(merges.split()))


def _cells(line: str, row: int, percents: list[str], *, typed: bool) -> Iterator[tuple[str, Cell]]:
    for position, written in enumerate(line.split("|")):
        letter, text = chr(65 + position), written.strip().replace("\\n", "\n")
        if f"{letter}{row}" in percents:
            yield letter, {"is": "percent", "found": Decimal(text)}
        elif typed and _NUMBER.fullmatch(text):
            yield letter, Decimal(text)
        elif text:
            yield letter, text


SCIENCE = ("市科技局", "云岭市科学技术局", "市科学技术局")
LABOUR = ("市人社局", "市人力资源和社会保障局")
FINANCE = ("市财政局",)
SCHOOLS = ("市教育局", "市教体局")
BUILDING = ("市住建局", "市住房和城乡建设局")
REFORM = ("市发改委", "市发展和改革委员会")
TRAFFIC = ("市交通局", "市交通运输局")
GREEN = ("市城管局", "市城市管理局")
DATA = ("市数据局", "市政务服务和数据管理局")
EAST, WEST = ("东川区政府", "东川区"), ("西岭县政府", "西岭县")
INNOVATION, WISHES = "云岭市科技创新行动方案（2026—2028年）", "云岭市2026年民生实事实施方案"
BUSINESS = "云岭市优化营商环境工作要点"


def _owed(key: int, number: str, title: str, quote: str, units: tuple[str, ...], plan: str) -> Owed:
    return Owed(key, title, number=number, quote=quote, units=units, plan=plan)


def _target(
    key: int, number: str, name: str, quote: str, measure: str, units: tuple[str, ...], plan: str
) -> Owed:
    return Owed(
        key, name, number=number, quote=quote, units=units, plan=plan, measure=measure,
        indicator=name,
    )  # fmt: skip


OWED = (
    _owed(1, "1", "建设城市创新平台", "建设城市创新平台。年内新增省级以上创新平台6个，组建创新联合体2个。", SCIENCE, INNOVATION),
    _owed(2, "2", "培育高新技术企业", "培育高新技术企业。完善梯度培育库，全年组织申报辅导不少于8场。", SCIENCE, INNOVATION),
    _target(3, "2", "高新技术企业数量", "高新技术企业达到320家", "家", SCIENCE, INNOVATION),
    _target(4, "3", "技术合同成交额", "全年技术合同成交额达到26亿元", "亿元", SCIENCE, INNOVATION),
    _owed(5, "4", "引进高层次人才", "引进高层次人才。全年举办人才对接活动12场。", LABOUR, INNOVATION),
    _owed(6, "5", "完善科技金融服务", "完善科技金融服务。设立规模5亿元的科技信贷风险补偿资金。", FINANCE, INNOVATION),
    _owed(7, "6", "促进科技成果转化", "促进科技成果转化。建成概念验证中心3个，转化成果200项。", SCIENCE, INNOVATION),
    _target(8, "7", "研发投入强度", "研发投入强度达到2.9%", "%", SCIENCE, INNOVATION),
    _owed(11, "1", "开展就业技能培训", "开展就业技能培训1500人次。", LABOUR, WISHES),
    _owed(12, "2", "新建公办幼儿园", "新建公办幼儿园4所，新增学位1080个。", SCHOOLS, WISHES),
    _owed(13, "3", "改造老旧小区", "改造老旧小区36个，惠及居民9200户。", BUILDING, WISHES),
    _owed(14, "4", "新建公共充电桩", "新建公共充电桩900根。", EAST, WISHES),
    _owed(15, "4", "新建公共充电桩", "新建公共充电桩900根。", WEST, WISHES),
    _owed(16, "4", "新建公共充电桩", "新建公共充电桩900根。", REFORM, WISHES),
    _owed(17, "5", "农村公路提升工程", "实施农村公路提升工程。新建农村公路30公里，改造农村公路55公里，养护农村公路400公里。", TRAFFIC, WISHES),
    _target(18, "5", "新建农村公路", "新建农村公路30公里", "公里", TRAFFIC, WISHES),
    _target(19, "5", "改造农村公路", "改造农村公路55公里", "公里", TRAFFIC, WISHES),
    _target(20, "5", "养护农村公路", "养护农村公路400公里", "公里", TRAFFIC, WISHES),
    _owed(21, "6", "滨河公园一期工程", "滨河公园一期工程建成开放。", GREEN, WISHES),
    _owed(22, "7", "滨河公园二期工程", "滨河公园二期工程完成前期手续。", GREEN, WISHES),
    _owed(23, "8", "推进龙泉路改造", "推进龙泉路改造，年底前通车。", BUILDING, WISHES),
    _owed(24, "9", "城区排水管网改造", "改造城区排水管网18公里。", BUILDING, WISHES),
    _owed(31, "1", "深化一网通办", "深化一网通办。高频事项全程网办比例达到95%。", DATA, BUSINESS),
    _owed(32, "2", "完善科技金融服务", "完善科技金融服务。建立白名单制度。", FINANCE, BUSINESS),
    _owed(33, "3", "压缩企业开办时间", "压缩企业开办时间至1个工作日以内。", DATA, BUSINESS),
    _owed(34, "4", "建立企业诉求直通机制", "建立企业诉求直通机制，诉求按期办结率达到98%。", DATA, BUSINESS),
)  # fmt: skip
BY_UNIT = {each.units[0]: each.units for each in OWED}


def owed_by(unit: str) -> list[Owed]:
    """What one unit owes, or all of it."""
    return [each for each in OWED if unit == "all" or each.units == BY_UNIT[unit]]
