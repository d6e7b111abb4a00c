"""Which part of a page is the document, and which is the site around it."""

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from intake.reader.unreadable import Unreadable
from intake.reader.vocabulary import any_of, words

from .limits import MOST_ELEMENTS

SITE = words("formats")["html"]
SKIPPED = set(SITE["skipped"])
FURNITURE = re.compile(rf"(?:^|[\s_-]){any_of(SITE['furniture'])}(?:$|[\s_-])", re.I)
AROUND = re.compile("|".join(f"(?:{line})" for line in SITE["around"]))
BUTTONS = re.compile("|".join(SITE["buttons"]))
INVISIBLE = re.compile(r"display\s*:\s*none", re.I)
CHINESE = re.compile("[\u3400-\u9fff]")
# The part that holds nearly all words; the part around the title needs no more than some of them.
MAIN_SHARE, TITLED_SHARE = 0.9, 0.2
# So many links that are nearly all of a part's words lead elsewhere.
LEAST_LINKS, LINK_SHARE = 3, 0.6
# What holds half of a page's words is its document, whatever it is called.
NEVER_FURNITURE = 0.5
NO_DEEPER = ("p", "table", "tbody", "tr", "pre", "ul", "ol", "dl")
# What a heading may say besides the title, in characters.
MORE_THAN_TITLE = 5


class Page:
    """A page weighed: how many words of a document each of its parts holds."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self._words: dict[HtmlElement, int] = {}
        self._linked: dict[HtmlElement, tuple[int, int, int]] = {}
        elements = [*islice(root.iter(etree.Element), MOST_ELEMENTS + 1)]
        if len(elements) > MOST_ELEMENTS:
            raise Unreadable("too_long")
        for element in reversed(elements):
            self._count(element)
        self._furniture = {element for element in elements if self._looks_like_furniture(element)}
        self._weight: dict[HtmlElement, int] = {}
        for element in reversed(elements):
            inner = sum(self._weight.get(child, 0) for child in element)
            lost = sum(self._words.get(child, 0) for child in element)
            self._weight[element] = self._words[element] - lost + inner
            if element in self._furniture:
                self._weight[element] = 0

    def is_furniture(self, element: HtmlElement) -> bool:
        """Whether nothing in that part belongs to the document."""
        return element in self._furniture or not isinstance(element.tag, str)

    def main(self, title: str) -> HtmlElement:
        """The part that is the document."""
        main = self.root
        while (heavy := self._heaviest(main)) is not None:
            main = heavy
        heading = self.heading(main, title)
        for part in heading.iterancestors() if heading is not None else ():
            if part is main or part not in self._weight:
                break
            beside = self._weight[part] - self._weight[heading]
            if beside >= TITLED_SHARE * self._weight[main]:
                return part
        return main

    def heading(self, part: HtmlElement, title: str) -> HtmlElement | None:
        """Where a part prints the page's title, or else its first heading."""
        wanted = "".join(title.split())
        most = len(wanted) + MORE_THAN_TITLE if wanted else 0
        for element in part.iter():
            if 0 < self._linked.get(element, (0, 0, 0))[2] <= most:
                text = "".join("".join(element.itertext()).split())
                if text.startswith(wanted):
                    return element
        return next((found for found in part.iter("h1", "h2") if self._weight[found]), None)

    def _heaviest(self, part: HtmlElement) -> HtmlElement | None:
        least = MAIN_SHARE * max(1, self._weight[part])
        found = next((child for child in part if self._weight.get(child, 0) >= least), None)
        return None if found is None or found.tag in NO_DEEPER else found

    def _count(self, element: HtmlElement) -> None:
        """Count an element from its children: its words, and its links and what they say."""
        texts = [element.text, *(child.tail for child in element)]
        chars = sum(len(text.strip()) for text in texts if text)
        inner = [self._linked.get(child, (0, 0, 0)) for child in element]
        links, linked, total = (sum(part) for part in zip((0, 0, chars), *inner, strict=True))
        self._linked[element] = (1, total, total) if element.tag == "a" else (links, linked, total)
        skipped = element.tag in SKIPPED or element.tag == "a"
        own = sum(map(_worth, texts)) + sum(self._words.get(child, 0) for child in element)
        self._words[element] = 0 if skipped else own

    def _looks_like_furniture(self, element: HtmlElement) -> bool:
        if element.tag in SKIPPED or element.get("hidden") is not None:
            return True
        if INVISIBLE.search(element.get("style") or ""):
            return True
        if self._words[element] >= NEVER_FURNITURE * max(1, self._words[self.root]):
            return False
        links, linked, total = self._linked[element]
        leads_away = links >= LEAST_LINKS and linked >= LINK_SHARE * total
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        return leads_away or bool(FURNITURE.search(named))


def _worth(text: str | None) -> int:
    """How many Chinese characters a piece of text brings to the document it stands in."""
    if not text or AROUND.fullmatch("".join(text.split())):
        return 0
    return len(CHINESE.findall(text))


def without_buttons(line: str) -> str:
    """A line less what can be pressed on it; empty where it says only where one is."""
    line = BUTTONS.sub("", line)
    return "" if AROUND.fullmatch("".join(line.split())) else line
