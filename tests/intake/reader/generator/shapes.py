"""How the chapters of work are put on paper: as items, as items in areas, as tables."""

from collections.abc import Callable, Iterator

from . import counts
from .aims import dues
from .cast import Parties, Work, parties
from .draft import CLOSED, OPENED, Chapter, Draft

AREAS = ("提升承载能力", "增进民生福祉", "补齐短板弱项", "激发发展活力")
Write = Callable[[Draft, list[Chapter]], None]


def listed(draft: Draft, chapters: list[Chapter]) -> None:
    """Chapters, and the items straight below them."""
    for place, (mark, heading, works) in enumerate(chapters, 2):
        draft.line(mark, heading)
        _items(draft, works, place, [mark + heading])


def running_on(draft: Draft, chapters: list[Chapter]) -> None:
    """The same, with numbers that run on from chapter to chapter."""
    done = 0
    for place, (mark, heading, works) in enumerate(chapters, 2):
        draft.line(mark, heading)
        _items(draft, works, place, [mark + heading], done=done)
        done += len(works)


def in_areas(draft: Draft, chapters: list[Chapter]) -> None:
    """Chapters, areas, and items below these."""
    for place, (mark, heading, works) in enumerate(chapters, 2):
        draft.line(mark, heading)
        for area, name, some in _areas(draft, works, place):
            draft.line(area, name)
            _items(draft, some, place, [mark + heading, area + name])


def led_areas(draft: Draft, chapters: list[Chapter]) -> None:
    """The heading of an area names the units of all its items."""
    for place, (mark, heading, works) in enumerate(chapters, 2):
        draft.line(mark, heading)
        for area, name, some in _areas(draft, works, place):
            note, who = draft.who()
            draft.line(area, name, note)
            for n, work in enumerate(some, 1):
                title, text = draft.text(work)
                printed, number = _number(draft, n, place)
                draft.line(printed, OPENED, title, draft.layout.heading or "", text, CLOSED)
                draft.task(title, who, number, [mark + heading, area + name])


def ordinals(draft: Draft, chapters: list[Chapter]) -> None:
    """（一）… in whose paragraph 一是…二是… are the items, each with its own units."""
    for place, (mark, heading, works) in enumerate(chapters, 2):
        draft.line(mark, heading)
        for area, name, some in _areas(draft, works, place):
            draft.parts.append(f"{area}{name}。")
            _items(draft, some, place, [mark + heading, area + name], end="")
            draft.line()


def in_steps(draft: Draft, chapters: list[Chapter]) -> None:
    """①… ②… below an item; the note behind the last of them answers for the item."""
    for place, (mark, heading, works) in enumerate(chapters, 2):
        draft.line(mark, heading)
        for n, work in enumerate(works, 1):
            printed, number = _number(draft, n, place)
            note, who = draft.who()
            steps = [*work.about.split("，"), "按季报送进展"]
            told = "。".join(
                counts.CIRCLED.mark(step, n) + words for step, words in enumerate(steps, 1)
            )
            promises = draft.paragraph(work, task=work.heading)
            between = "\n" if draft.layout.notes and draft.layout.notes.at == "below" else ""
            text = f"{work.heading}。{promises}{told}。{between}{note}"
            draft.line(printed, OPENED, text, CLOSED)
            draft.task(work.heading, who, number, [mark + heading])


def bare(draft: Draft, chapters: list[Chapter]) -> None:
    """No numbers at all: headings on lines of their own."""
    for _, heading, works in chapters:
        draft.line(heading)
        for work in works:
            draft.item(work, "", None, [heading])


def _items(
    draft: Draft, works: list[Work], place: int, path: list[str], *, done: int = 0, end: str = "\n"
) -> None:
    for n, work in enumerate(works, done + 1):
        draft.item(work, *_number(draft, n, place), path)
        draft.parts[-1] = draft.parts[-1].rstrip("\n") + end


def _number(draft: Draft, n: int, place: int) -> tuple[str, str | None]:
    count = draft.layout.items
    return count.mark(n, place), count.number(n, place)


def _areas(draft: Draft, works: list[Work], place: int) -> Iterator[tuple[str, str, list[Work]]]:
    names = draft.random.sample(AREAS, 2)
    halves = works[: len(works) // 2], works[len(works) // 2 :]
    for n, (name, some) in enumerate(zip(names, halves, strict=True), 1):
        yield draft.layout.areas.mark(n, place), name, some


# ---------------------------------------------------------------- tables


def table(line: Callable[[list[str]], str], *columns: str) -> Write:
    """A table of tasks; `line` says how the cells of a row stand beside one another."""

    def write(draft: Draft, chapters: list[Chapter]) -> None:
        draft.line(line(list(columns)))
        for n, work in enumerate([work for *_, works in chapters for work in works], 1):
            draft.line(line(_row(draft, columns, n, work)))

    return write


def _row(draft: Draft, columns: tuple[str, ...], n: int, work: Work) -> list[str]:
    who = parties(draft.random, draft.level)
    when, due = dues(draft.random, draft.first, draft.last)
    told = draft.paragraph(work, task=work.heading)
    cells = {
        "序号": str(n),
        "类别": AREAS[n * len(AREAS) // 12 % len(AREAS)],
        "重点任务": f"{OPENED}{work.heading}。{told}{CLOSED}",
        "牵头单位": "、".join(who.lead),
        "配合单位": "、".join(who.assist),
        "责任单位": "、".join((*who.lead, *who.assist)),
        "完成时限": when.removeprefix("到"),
    }
    if "牵头单位" not in columns:
        who = Parties((*who.lead, *who.assist), ())
    number = cells["序号"] if "序号" in columns else None
    draft.task(work.heading, who, number, [], due if "完成时限" in columns else None)
    return [cells[column] for column in columns]


def annex(draft: Draft, chapters: list[Chapter]) -> None:
    """A plan whose chapters name nobody, and a table of who does what behind it."""
    draft.line("各单位要按照任务分解表抓好落实，按时报送进展。")
    draft.line("附件：云岭任务分解表")
    table(tabs, "序号", "重点任务", "牵头单位", "配合单位", "完成时限")(draft, chapters)


def tabs(cells: list[str]) -> str:
    return "\t".join(cells)


def bars(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def spaces(cells: list[str]) -> str:
    return "    ".join(cell or "/" for cell in cells)


def one_a_line(cells: list[str]) -> str:
    return "\n".join(cell or "/" for cell in cells)
