"""What stands around a plan's chapters, as the stages that read its head see it."""

from dataclasses import dataclass

from intake.reader.lines import Span, View
from intake.reader.outline import Outline, paragraphs

from .titles import Title, find_title

HEAD_LIMIT = 6000
TAIL_LIMIT = 1500
BELOW = 3  # so many lines below a title still speak of it


@dataclass(frozen=True)
class Frame:
    """`above` are the lines above the first chapter, `near` those near the beginning (a letter may
    have numbered points of its own), `tail` the last ones of the document."""

    view: View
    outline: Outline
    title: Title | None
    above: list[Span]
    near: list[Span]
    tail: list[Span]

    @property
    def text(self) -> str:
        return self.view.plain

    @property
    def under_title(self) -> list[Span]:
        """Who issues the plan, its number and the day may stand there."""
        after = self.title.span[1] if self.title else 0
        return [span for span in self.above if span[0] >= after][:BELOW]


def read_frame(view: View, outline: Outline) -> Frame:
    """The lines around the chapters, and the title among them."""
    first = outline.body[0] if outline.clauses else len(view.plain)
    above = list(paragraphs(view, 0, min(first, HEAD_LIMIT)))
    end = outline.body[1]
    return Frame(
        view=view,
        outline=outline,
        title=find_title(view, above),
        above=above,
        near=list(paragraphs(view, 0, min(end, HEAD_LIMIT))),
        tail=list(paragraphs(view, max(outline.body[0], end - TAIL_LIMIT), end)),
    )
