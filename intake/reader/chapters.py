"""What a chapter is for, told by its heading."""

import re

from .lines import View
from .outline import RANK, Clause
from .vocabulary import any_of, words

CHAPTERS = {
    kind: re.compile(any_of(words("outline")["chapters"][kind]))
    for kind in ("past", "safeguards", "goals", "general")
}


def chapter_kind(view: View, clause: Clause) -> str | None:
    """past, safeguards, goals or general, told by the heading."""
    heading = view.plain[slice(*clause.heading)][:40]
    found = [kind for kind, pattern in CHAPTERS.items() if pattern.search(heading)]
    if RANK[clause.kind] > RANK["han_paren"]:  # an item is called so for what it does
        found = [kind for kind in found if kind not in ("past", "safeguards")]
    # 现状与目标 tells what was and what shall be.
    return "goals" if "goals" in found and "past" in found else next(iter(found), None)
