"""Kinds of units and the matching of names."""

import re
import unicodedata
from enum import StrEnum


class NameKind(StrEnum):
    FULL = "full"
    SHORT = "short"
    ALIAS = "alias"
    FORMER = "former"


# Zero-width, joiner, direction and soft-hyphen characters that copies from web and Excel carry.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BRACKETS = str.maketrans("()[]【】〔〕", "（）（）（）（）")


def name_key(name: str) -> str:
    """The form under which names are compared: no spaces, no invisible characters, one bracket.

    Never shown and never stored as the name itself.
    """
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", name))
    return "".join(visible.split()).translate(_BRACKETS)


_COLLECTIVE = re.compile(
    r"^(各|有关|相关|市直|县直|区直|全市|全县|全区)|(成员单位|有关部门|相关部门|部门|各单位)$"
)


def is_collective(name: str) -> bool:
    """True for entries that stand for several units: 各乡镇政府, 税务部门, 成员单位."""
    return bool(_COLLECTIVE.search(name_key(name)))


_TWO_PLATES = re.compile(r"^(.{2,}?)（([^（）、]{3,})）$")


def plates(name: str) -> tuple[str, ...]:
    """Names under which one entry may be known: as written, then its outer and inner plate.

    市委科创办(市科技局) is one body with two name plates.
    """
    both = _TWO_PLATES.match(name_key(name))
    if both is None or is_collective(both[2]):
        return (name,)
    return (name, both[1], both[2])


# What the words at the end (or the beginning) of a name say about the body; the first that fits.
_KINDS = (
    (r"(领导小组|指挥部|工作专班|委员会办公室|联席会议)$", "task_force"),
    (r"督查室$|督查考核办", "office"),
    (r"(乡|镇|街道|街道办事处|乡政府|镇政府|乡人民政府|镇人民政府)$", "township"),
    (r"(?<!管理)(政府|人民政府)$", "government"),
    (
        r"^[市县区省州旗]?(委|纪委|党委)(?!员会$)|党委$|纪委$|^[市县区省]总工会|团[市县区省]委|妇联$",
        "party",
    ),
    (r"(公司|集团|银行|学院|大学|学校|医院|中心|研究院|研究所|站|馆|协会|商会)$", "institution"),
)


def likely_kind(name: str) -> str:
    """A first guess at the kind of a body that nobody has described yet; most are departments."""
    key = name_key(name)
    return next((kind for pattern, kind in _KINDS if re.search(pattern, key)), "department")


_LEVELS = (
    (r"(省|自治区)(人民)?政府", "province"),
    (r"(乡|镇|街道)", "township"),
    (r"[县区旗](人民)?政府", "county"),
)


def likely_level(name: str) -> str:
    """A first guess at the level of a government from its name."""
    key = name_key(name)
    return next((level for pattern, level in _LEVELS if re.search(pattern, key)), "city")


# What reforms and habits change about the name of one and the same body.
_ENDING = re.compile("(委员会|办公室|局|委|办|厅|部)$")


def may_abbreviate(one: str, other: str) -> bool:
    """True where one name may be a short form of the other: 市发改局 of 市发展和改革委员会."""
    short, long = sorted((_ENDING.sub("", name_key(name)) for name in (one, other)), key=len)
    letters = iter(long)
    # Two letters (市委, 市政) begin the names of half a city.
    return len(short) > 2 and all(letter in letters for letter in short)
