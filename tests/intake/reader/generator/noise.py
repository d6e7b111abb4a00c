"""What typing, copying and publishing do to a text.

`Script` changes characters one for one, in the document and in what is read from it. `Damage`
changes only the document: its truth stays.
"""

import re
from collections.abc import Callable
from functools import cache
from random import Random

import opencc

Script = Callable[[str], str]
Damage = Callable[[str, Random], str]

WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
NARROW = str.maketrans("，；：（）", ",;:()")
# Characters in a line and lines on a page, as offices print; a figure is half as wide.
LINE, PAGE = 28, 22
MARKS = "\ue000\ue001\ue002\ue003"  # of the truth: they are not printed
ABOVE = (
    "网站首页\n走进云岭\n政务公开\n政务服务\n互动交流\n\n当前位置：首页 > 政务公开 > 规划计划\n\n"
    "索引号：yl-0001\n主题分类：综合政务\n"
)
BELOW = (
    "\n\n分享到：\n打印本页\n关闭窗口\n\n相关链接\n云岭统计\n主办单位：云岭政务公开办公室\n"
    "版权所有 未经许可不得转载\n网站标识码：0000000001\n"
)


def wide_digits(text: str) -> str:
    return text.translate(WIDE)


def half_width(text: str) -> str:
    """Some offices type half width throughout."""
    return text.translate(NARROW)


def traditional(text: str) -> str:
    """Character by character: a phrase might become longer or shorter."""
    return "\n".join(
        _converter().convert("\n".join(line)).replace("\n", "") for line in text.split("\n")
    )


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def page_numbers(text: str, random: Random) -> str:
    """Copied from a PDF: lines broken at the margin, and a number below each page."""
    lines = _wrapped(text)
    first = random.randint(PAGE - 4, PAGE)
    pages = [lines[:first], *(lines[at : at + PAGE] for at in range(first, len(lines), PAGE))]
    return "\n".join("\n".join([*page, f"- {number} -"]) for number, page in enumerate(pages, 1))


def broken_lines(text: str, random: Random) -> str:
    return "\n".join(_wrapped(text))


def _wrapped(text: str) -> list[str]:
    return [part for line in text.split("\n") for part in _parts(line)]


def _parts(line: str) -> list[str]:
    """A line in pieces of at most so many characters: figures stay whole, points hang over."""
    parts, width = [""], 0.0
    for token in re.findall(r"[0-9]+%?|.", line):
        room = 0 if token in MARKS else len(token) / (2 if token.isascii() else 1)
        if width + room > LINE and room and token not in "，。、；：）":
            parts.append("")
            width = 0.0
        parts[-1] += token
        width += room
    return parts


def indented(text: str, random: Random) -> str:
    return re.sub("(?m)^(?=.)", "　　", text)


def empty_lines(text: str, random: Random) -> str:
    return text.replace("\n", "\n\n")


def web_page(text: str, random: Random) -> str:
    return f"{ABOVE}\n{text}{BELOW}"


def lost_breaks(text: str, random: Random) -> str:
    """Copied without line breaks between the items of a chapter."""
    return re.sub(r"(?<=[。）】])\n(?=（[一二三四五六七八九十]+）)", "", text)


def loose_spaces(text: str, random: Random) -> str:
    """A space between figures and words, as some programs print."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)
