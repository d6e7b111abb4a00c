"""What stands at the top and the bottom of every page is no part of the text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .flowing import Line

# So many lines at either end of a page may be furniture.
EDGE = 3
LEAST_PAGES = 3
# Even pages may say something else than odd ones, and a first page nothing.
LEAST_SHARE = 0.3
PAGE_NUMBER = re.compile(
    r"[-—–·]\s*\d{1,4}\s*[-—–·]|第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}"
)


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages less the lines near their edges that many of them share but for the numbers."""
    seen = Counter(form for page in pages for form in {_form(page[at].text) for at in _edges(page)})
    least = max(LEAST_PAGES, len(pages) * LEAST_SHARE)
    repeated = {form for form, count in seen.items() if count >= least}
    kept = []
    for page in pages:
        edges = {
            at
            for at in _edges(page)
            if _form(page[at].text) in repeated or PAGE_NUMBER.fullmatch(page[at].text)
        }
        kept.append([line for at, line in enumerate(page) if at not in edges])
    return kept


def _edges(page: Sequence[Line]) -> Iterator[int]:
    """The places of the first and last lines that say anything; no row of a table."""
    filled = [at for at, line in enumerate(page) if line.size]
    yield from {*filled[:EDGE], *filled[-EDGE:]}


def _form(line: str) -> str:
    """A line with every number the same."""
    return re.sub(r"[\d一二三四五六七八九十百]+", "#", "".join(line.split()))
