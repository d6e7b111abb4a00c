"""How a title of several lines breaks: into a trapezoid or a diamond, never inside a meaning.

GB/T 9704 asks for lines of different lengths, centred, each whole in its sense: they grow, shrink,
or grow and then shrink (梯形、菱形), and never shrink and then grow (沙漏). A name in 《》 or “”, a
number with its unit, and a Latin word stay whole where they fit on a line at all. Words are not
looked up in a dictionary: the few that titles of circulars are made of are named here, and all
others are told apart by what stands beside them. Plain Python.
"""

import re
from collections.abc import Sequence
from functools import cache

from briefs.rules.tables import width

# What is never broken, the longest first. Numbers go with what they count: 第3期, 6.5%, 1—9月.
_FIGURE = r"[0-9０-９]+(?:[.．,，:：/—–~～至-][0-9０-９]+)*"
_COUNTED = r"[%％‰℃年月日个项家户件万亿元季期号批次届吨人名条级位倍度章米亩公里平方]*"
_WHOLE = re.compile(
    r"《[^《》]*》|“[^“”]*”|〔[0-9]{4}〕\s*[0-9]+\s*号"
    rf"|第?(?:{_FIGURE}\s*{_COUNTED})+(?:季度|年度|月份|[年月]?底前?|月?[初末]|以[来上下内前后])?"
    r"|[A-Za-z][A-Za-z0-9.&+'-]*"
)
_CLOSERS = "》）〉】〕”’)]}、，。；：！？,.;:!?%％…"
_OPENERS = "《（〈【〔“‘([{"
# Of these a title of a circular is made; none of them is parted.
_WORDS = (
    "关于 通报 更正 通知 督查 督办 催办 落实情况 完成情况 进展情况 工作 任务",
    "目标 指标 重点工作 重点任务 目标任务 主要目标 主要经济指标 完成 进展 落实",
    "推进 情况 贯彻落实 重大项目 民生实事 实事 全市 全区 全县 全省 市委 省委",
    "区委 县委 国务院 党中央 政府 市政府 省政府 区政府 县政府 人民政府",
    "人民政府办公室 办公室 委员会 领导小组 政府工作报告 上半年 下半年 前三季度",
    "第一季度 第二季度 报告 第三季度 第四季度 一季度 二季度 三季度 四季度 半年",
    "全年 年度 部分 单位 部门 项目 主要 经济 社会 发展 高质量发展 建设 民生",
    "责任 分工 进度 序时 滞后 专项行动 专项 行动 计划 方案 清单 事项 决策部署",
    "部署 会议 精神 贯彻 执行 检查 考核 评估 结果 问题 整改 安全生产 生态 环境",
    "营商环境 优化 提升 改革 创新 企业 科技 产业 工业 农业 乡村振兴 教育 卫生",
    "健康 文化 旅游 交通 运输 住房 城乡 城镇 财政 投资 消费 就业 保障 服务",
    "管理 实施 开展 印发 有关 数据 安排 下一步 老旧小区 改造",
)
_WORD = re.compile("|".join(sorted(" ".join(_WORDS).split(), key=len, reverse=True)))
# These never begin a line; a line rather ends with the first three than with anything else.
_BEHIND, _BEFORE = "的了之等", ("关于", "和", "与", "及", "对", "在", "向", "将")
_HAN = re.compile("[\u3400-\u9fff]")
_LEAST, _LINES = 3.0, 6
# What a fault costs; the lowest sum wins.
_PARTED, _DANGLING, _UNEVEN, _HOURGLASS, _SHORT, _EQUAL = 80.0, 14.0, 0.6, 400.0, 120.0, 40.0
# By how much of the room neighbouring lines should differ.
_STEP = 0.15


def title_lines(title: str, *, room: float) -> list[str]:
    """The title in as few lines of at most `room` Chinese letters as hold it.

    A title with line breaks of its own has them, and each of its lines is broken where it has to.
    """
    own = [" ".join(line.split()) for line in title.splitlines() if line.strip()]
    if len(own) > 1:
        return [part for line in own for part in title_lines(line, room=room)]
    pieces = _pieces("".join(own), room)
    if not pieces or _wide(pieces) <= room:
        return ["".join(pieces)]
    return _shaped(pieces, room)


def printed_width(text: str) -> float:
    """In Chinese letters, with the quarter that stands between Chinese letters and figures."""
    turns = sum(
        bool(_HAN.match(a)) != bool(_HAN.match(b))
        for a, b in zip(text, text[1:], strict=False)
        if (_HAN.match(a) or _HAN.match(b)) and (a + b).isprintable() and _narrow(a, b)
    )
    return width(text) + 0.25 * turns


def _narrow(one: str, other: str) -> bool:
    return any(char.isascii() and char.isalnum() for char in (one, other))


def _wide(pieces: Sequence[str]) -> float:
    return printed_width("".join(pieces).strip())


def hanging_lines(text: str, *, room: float) -> list[str]:
    """Names behind a colon (抄送：…) in lines that hang below the first name.

    A line ends behind a mark, so that names stay whole; a name that no line holds is broken.
    """
    lead = re.match("[^:：]{0,12}[:：] ?", text)
    indent = "\u3000" * round(width(lead[0])) if lead else ""
    lines, line = [], lead[0] if lead else ""
    for name in re.findall("[^，、；,;]+[，、；,; ]*|.", text[len(line) :]):
        if printed_width(line + name.rstrip()) > room and line not in (
            "",
            indent,
            lead and lead[0],
        ):
            lines.append(line.rstrip(" "))
            line = indent
        for letter in name:
            if printed_width(line + letter) > room and letter not in _CLOSERS + " ":
                lines.append(line)
                line = indent
            line += letter
    return [*lines, line.rstrip(" ")]


# --- What stays whole -----------------------------------------------------------------------------


def _pieces(title: str, room: float) -> list[str]:
    """The title in parts between which it may break."""
    parts: list[str] = []
    at = 0
    while at < len(title):
        whole = _WHOLE.match(title, at)
        text = whole[0] if whole and whole[0] and printed_width(whole[0]) <= room else title[at]
        at += len(text)
        glued = parts and (text[0] in _CLOSERS or parts[-1][-1] in _OPENERS or text == " ")
        if glued and printed_width(parts[-1] + text) <= room:
            parts[-1] += text
        else:
            parts.append(text)
    return parts


def _parted(title: str) -> set[int]:
    """Where a break would part one of the words that titles are made of."""
    inside: set[int] = set()
    for word in _WORD.finditer(title):
        inside.update(range(word.start() + 1, word.end()))
    return inside


def _edges(title: str) -> set[int]:
    """Where one of those words begins or ends: better places than others."""
    return {at for word in _WORD.finditer(title) for at in (word.start(), word.end())}


# --- The shape ------------------------------------------------------------------------------------


def _shaped(pieces: list[str], room: float) -> list[str]:
    """The cheapest way to break, with no more lines than are needed."""
    ends, title = [0], "".join(pieces)
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    costs = _costs(title, ends)
    reach = [printed_width(title[:end]) for end in ends]

    def wide(start: int, end: int) -> float:
        return reach[end] - reach[start]

    @cache
    def best(start: int, before: int, shrinks: bool, left: int) -> tuple[float, tuple[int, ...]]:
        """From `start` on in `left` lines; `before` is where the line above begins, -1 for none."""
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        if reach[-1] - reach[start] > left * room + 1 and left < len(pieces) - start:
            return found
        first = len(pieces) if left == 1 else start + 1
        for end in range(first, len(pieces) + 1):
            here = wide(start, end)
            if here > room and end > start + 1:
                break
            if end == len(pieces) and left > 1:
                break
            cost = _SHORT * max(0.0, _LEAST + 1 - here) + (0.0 if left == 1 else costs[end])
            falls = shrinks
            if before >= 0:
                step = here - wide(before, start)
                cost += _shape(step, room, shrinks=shrinks)
                falls = shrinks or step < 0
            rest = best(end, start, falls, left - 1) if left > 1 else (0.0, ())
            if cost + rest[0] < found[0]:
                found = (cost + rest[0], (end, *rest[1]))
        return found

    for lines in range(2, len(pieces) + 1):
        cost, breaks = best(0, -1, False, lines)
        if breaks:
            # Another line is worth it only where the shape or a word would suffer much.
            more = best(0, -1, False, lines + 1) if lines < _LINES else (float("inf"), ())
            breaks = more[1] if more[0] + _EQUAL < cost else breaks
            starts = (0, *breaks[:-1])
            parts = zip(starts, breaks, strict=True)
            return ["".join(pieces[a:b]).strip() for a, b in parts]
    return ["".join(pieces)]


def _shape(step: float, room: float, *, shrinks: bool) -> float:
    """What it costs that a line is by `step` longer than the one above."""
    cost = _UNEVEN * (abs(step) - _STEP * room) ** 2
    if abs(step) < 1:
        cost += _EQUAL
    return cost + (_HOURGLASS if shrinks and step > 0 else 0.0)


def _costs(title: str, ends: Sequence[int]) -> dict[int, float]:
    """What a break behind each piece costs, by the number of the piece."""
    parted, edges, found = _parted(title), _edges(title), {}
    for number, at in enumerate(ends):
        before, after = title[:at], title[at:]
        cost = 0.0
        if at in parted:
            cost += _PARTED
        elif at not in edges and _HAN.match(after) and before and _HAN.match(before[-1]):
            cost += _DANGLING / 2 if before[-1] not in _BEHIND else 0.0
        if after and after[0] in _BEHIND:
            cost += _PARTED
        if before.endswith(_BEFORE):
            cost += _DANGLING
        found[number] = cost
    return found
