"""The text of a circular: lines of an office's own words with figures named in braces.

A line is a paragraph; lines that begin with 一、 or （一） and have no full stop are headings. In a
template a line may begin with `[name]` or `[!name]`, or several of them: it is left out where that
figure is zero, or where it is not. `{behind.targets}` or `{behind.tasks}` alone in a line stands
for a line about each that is named.
Plain Python.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

REFERENCE = re.compile(r"\{([^{}\n]*)\}")
CONDITIONS = re.compile(r"^(?:\[!?[^\[\]\n]+\]\s*)+")
_CONDITION = re.compile(r"\[(!?)([^\[\]\n]+)\]")
# What stands in a text for several lines of its own.
BLOCKS = ("behind.targets", "behind.tasks")
# What is no number of the circular: a day, a year, the number of a document, item or list, a quote.
_INNOCENT = re.compile(
    r"[0-9]{4}\s*年|[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?|[0-9]{1,2}\s*日(?=[前内起止])"
    r"|〔[0-9]{4}〕\s*[0-9]+\s*号|第\s*[0-9]+\s*[期号条项季款]|附件\s*[0-9]*"
    r"|[Aa]nnex [0-9]+|“[^”\n]*”|《[^》\n]*》|^\s*(?:[0-9]{1,2}[.．、]|[(（][0-9]{1,2}[)）])"
)
_NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?\s*[%％]?")
_CHAPTER = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_SECTION = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]")
_DIGITS = ("", *"一二三四五六七八九")
LONGEST_LINE, MOST_LINES = 2000, 200


class Level(StrEnum):
    """What a line is on paper."""

    CHAPTER = "chapter"
    SECTION = "section"
    TEXT = "text"


class Fault(StrEnum):
    """What is wrong with a line."""

    UNKNOWN = "unknown"
    BRACE = "brace"
    TYPED = "typed"
    LONG = "long"
    MANY = "many"
    EMPTY = "empty"
    BLOCK = "block"


@dataclass(frozen=True)
class Trouble:
    """A fault, the line in which it is (from 1), and what was found."""

    fault: Fault
    line: int
    found: str = ""


@dataclass(frozen=True)
class Part:
    """A piece of a line: own words, or a figure with what it says."""

    text: str
    figure: str = ""


def lines_of(body: str) -> list[str]:
    """The paragraphs, without empty lines."""
    return [line.strip() for line in body.splitlines() if line.strip()]


def references(body: str) -> list[str]:
    """The figures that a text names, in its order, each once."""
    return list(dict.fromkeys(REFERENCE.findall(body)))


def parts_of(line: str, words: Mapping[str, str]) -> list[Part]:
    """The line with what its figures say."""
    found, at = [], 0
    for match in REFERENCE.finditer(line):
        if match.start() > at:
            found.append(Part(line[at : match.start()]))
        found.append(Part(words.get(match[1], match[0]), match[1]))
        at = match.end()
    return [*found, Part(line[at:])] if at < len(line) else found


def level_of(line: str) -> Level:
    if "。" in line or REFERENCE.search(line):
        return Level.TEXT
    if _CHAPTER.match(line):
        return Level.CHAPTER
    return Level.SECTION if _SECTION.match(line) else Level.TEXT


def troubles(body: str, known: Collection[str]) -> list[Trouble]:
    """Everything that is wrong with a text, line by line; `known` are the figures there are."""
    lines = lines_of(body)
    if not lines:
        return [Trouble(Fault.EMPTY, 1)]
    if len(lines) > MOST_LINES:
        return [Trouble(Fault.MANY, MOST_LINES)]
    return [each for number, line in enumerate(lines, 1) for each in _of_line(line, number, known)]


def template_troubles(body: str, known: Collection[str]) -> list[Trouble]:
    """The same for a template, with its conditions and blocks."""
    plain, found = [], []
    for number, line in enumerate(lines_of(body), 1):
        conditions, rest = _conditions(line)
        unknown = [name for _sign, name in conditions if name not in known]
        found += [Trouble(Fault.UNKNOWN, number, name) for name in unknown]
        named = REFERENCE.findall(rest)
        if set(named) & set(BLOCKS) and rest.strip() != f"{{{named[0]}}}":
            found.append(Trouble(Fault.BLOCK, number, named[0]))
        plain.append(rest)
    return [*found, *troubles("\n".join(plain), {*known, *BLOCKS})]


def filled(
    template: str, values: Mapping[str, object], blocks: Mapping[str, Collection[str]]
) -> str:
    """A template as the text of a draft: conditions decided, blocks written out.

    Where a heading is left out, the others are numbered anew.
    """
    lines, headings_lost = [], False
    for line in lines_of(template):
        conditions, rest = _conditions(line)
        if any(bool(values.get(name)) == bool(sign) for sign, name in conditions):
            headings_lost |= level_of(rest) is not Level.TEXT
        elif rest[1:-1] in BLOCKS:
            lines += [f"{{{name}}}" for name in blocks.get(rest[1:-1], ())]
        elif rest:
            lines.append(rest)
    return "\n".join(_numbered_anew(lines) if headings_lost else lines)


def _conditions(line: str) -> tuple[list[tuple[str, str]], str]:
    """What a line of a template asks for, as signs with names, and its words."""
    asked = CONDITIONS.match(line)
    return (_CONDITION.findall(asked[0]), line[asked.end() :]) if asked else ([], line)


def _numbered_anew(lines: Iterable[str]) -> Iterator[str]:
    chapters = sections = 0
    for line in lines:
        match level_of(line):
            case Level.CHAPTER:
                chapters, sections = chapters + 1, 0
                yield _CHAPTER.sub(f"{_numeral(chapters)}、", line)
            case Level.SECTION:
                sections += 1
                yield _SECTION.sub(f"（{_numeral(sections)}）", line)
            case Level.TEXT:
                yield line


def _numeral(number: int) -> str:
    """Of 1 to 99: 三, 十, 十二, 二十, 二十三."""
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones]}"


def _of_line(line: str, number: int, known: Collection[str]) -> Iterator[Trouble]:
    if len(line) > LONGEST_LINE:
        yield Trouble(Fault.LONG, number)
    for name in REFERENCE.findall(line):
        if name not in known:
            yield Trouble(Fault.UNKNOWN, number, name)
    own = REFERENCE.sub(" ", line)
    if "{" in own or "}" in own:
        yield Trouble(Fault.BRACE, number)
    for typed in _NUMBER.findall(_INNOCENT.sub(" ", own)):
        yield Trouble(Fault.TYPED, number, typed.strip())
