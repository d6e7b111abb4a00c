"""A layout and a seed → a document and its truth."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from .aims import FOUND
from .cast import LEVELS, WORKS, Work
from .draft import CLOSED, OPENED, Draft, Json, Layout
from .noise import Script

QUOTE = 30
TOPICS = ("科技创新", "乡村振兴", "城市更新", "民生服务", "营商环境")
SAFEGUARDS = ("加强组织领导。定期会商，及时解决难题", "强化宣传引导。讲好做法，营造良好氛围")


@dataclass(frozen=True)
class Document:
    """What a reader is given, and what it should find."""

    text: str
    truth: Json


def make(layout: Layout, seed: int) -> Document:
    """The same document for the same seed."""
    random = Random(f"{layout.name} {seed}")
    first = random.choice((2024, 2025, 2026))
    draft = Draft(layout, random, random.choice(LEVELS), first, first + random.choice((1, 2, 3)))
    head = _head(draft)
    _opening(draft, head)
    works = random.sample(WORKS, random.randint(7, 11))
    _goals(draft, works[0])
    _work(draft, works[1:])
    _safeguards(draft)
    return _finished(draft, head)


def _head(draft: Draft) -> Json:
    random, first, last = draft.random, draft.first, draft.last
    letter = draft.layout.letter
    return {
        "title": f"{draft.place}{random.choice(TOPICS)}行动方案（{first}—{last}年）",
        "issuer": f"{draft.place}人民政府办公室" if letter else None,
        "doc_number": f"云政办发〔{first}〕{random.randint(1, 60)}号" if letter else None,
        "issued_on": f"{first}-01-{random.randint(10, 28)}" if letter else None,
        "period": {"start": f"{first}-01-01", "end": f"{last}-12-31"},
        "based_on": [f"{draft.place}国民经济和社会发展规划纲要"],
    }


def _opening(draft: Draft, head: Json) -> None:
    title = head["title"]
    if draft.layout.letter:
        year, month, day = map(int, head["issued_on"].split("-"))
        draft.line(head["issuer"], "关于印发《", title, "》的通知")
        draft.line(head["doc_number"])
        draft.line("各有关单位：")
        draft.line(f"《{title}》已经同意，现印发给你们，请认真抓好落实。")
        draft.line(head["issuer"])
        draft.line(f"{year}年{month}月{day}日")
        draft.line()
    draft.line(title)
    draft.line(f"为落实《{head['based_on'][0]}》，结合实际，制定本方案。{draft.layout.preamble}")


def _goals(draft: Draft, work: Work) -> None:
    draft.line(draft.layout.chapters.mark(1, 0), "主要目标")
    draft.line(draft.paragraph(work, task=None))


def _work(draft: Draft, works: list[Work]) -> None:
    marks = draft.layout.chapters.mark
    half = len(works) // 2
    named = ("重点任务", works[:half]), ("重点工程", works[half:])
    draft.layout.write(
        draft, [(marks(n, 0), name, some) for n, (name, some) in enumerate(named, 2)]
    )


def _safeguards(draft: Draft) -> None:
    """A chapter for which no unit answers."""
    draft.line(draft.layout.chapters.mark(4, 0), "保障措施")
    for n, text in enumerate(SAFEGUARDS, 1):
        draft.line(draft.layout.areas.mark(n, 4), text, "。")


# ---------------------------------------------------------------- the end


def _finished(draft: Draft, head: Json) -> Document:
    """The document as it is published, and its truth with the quotes cut out of it."""
    text: str = "".join(draft.parts)
    truth: Json = head | {"tasks": draft.tasks, "targets": draft.targets}
    for change in draft.layout.script:
        text, truth = change(text), _changed(truth, change)
    for damage in draft.layout.damage:
        text = damage(text, draft.random)
    works, promises = _marked(text, OPENED, CLOSED), _marked(text, *FOUND)
    for task, words in zip(truth["tasks"], works, strict=True):
        task["quote"] = words[:QUOTE].rstrip()
    for target in truth["targets"]:
        target["quote"] = promises[target["quote"]]
    return Document(_unmarked(text), truth)


def _changed(value: Any, change: Script) -> Any:
    """Everything that is printed, as it is printed then; dates and operators are not printed."""
    kept = ("op", "due", "every", "issued_on", "period")
    if isinstance(value, dict):
        return {key: one if key in kept else _changed(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [_changed(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


def _marked(text: str, opened: str, closed: str) -> list[str]:
    found: Iterable[str] = re.findall(f"{opened}(.*?){closed}", text, re.S)
    return [_unmarked(words) for words in found]


def _unmarked(text: str) -> str:
    return re.sub("[\ue000-\ue003]", "", text)
