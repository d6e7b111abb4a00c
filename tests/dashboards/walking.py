"""What a page shows that must lead somewhere: figures to their lists, lamps to their reasons."""

import re
from html import unescape
from html.parser import HTMLParser

# A figure is a number that opens the list behind it: in a tally, in a table, beside a heading.
FIGURE = re.compile(
    r'<a href="([^"#]+)">(?:(?!</a>).)*?<strong class="digits">(\d+)</strong></a>', re.S
)
IN_TABLE = re.compile(
    r'<td class="amount"[^>]*>(?:<span.*?</span> )?<a href="([^"]+)">(\d+)</a>', re.S
)
MORE = re.compile(r'<a class="more" href="([^"]+)">\D*(\d+)\D*</a>')
FIGURES = (FIGURE, IN_TABLE, MORE)
VOID = {"input", "link", "meta", "br", "img", "hr"}


class Lamps(HTMLParser):
    """Lamps that lead nowhere, but for those that stand in their own reason or in a heading."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.loose: list[str] = []
        self.linked: list[str] = []

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, about))
        if "lamp" in (about.get("class") or "").split():
            self._lamp(self.getpos())

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def _lamp(self, where):
        links = [about["href"] for tag, about in self.open if tag == "a"]
        reasons = ("verdict", "inputs", "stacked-only", "decided")
        told = any(
            tag == "th" or (about.get("class") or "").split()[:1] in [[word] for word in reasons]
            for tag, about in self.open
        )
        if links:
            self.linked.append(str(links[-1]))
        elif not told:
            self.loose.append(str(where))


def lamps(text: str) -> Lamps:
    found = Lamps()
    found.feed(text)
    return found


def figures(text: str) -> list[tuple[str, int]]:
    """Every number that is a link, with the address of the list behind it."""
    found = [pair for pattern in FIGURES for pair in pattern.findall(text)]
    return [(unescape(link), int(number)) for link, number in found]
