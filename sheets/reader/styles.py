"""Cell formats: which of them show a number as a percentage."""

from sheets.reader import markup
from sheets.reader.markup import Attributes

# By definition; others tell their code.
PERCENT_FORMATS = (9, 10)


def is_percent(code: str) -> bool:
    """A literal sign, as in `0"%"`, is shown but does not scale."""
    return "%" in "".join(code.replace("\\%", "").split('"')[::2])


class Styles(markup.Handler):
    def __init__(self) -> None:
        self.percent_codes = {str(number) for number in PERCENT_FORMATS}
        self.percent: set[int] = set()
        self.inside = False
        self.count = 0

    def start_cellXfs(self, _: Attributes) -> None:  # noqa: N802 -- the element's own name
        self.inside = True

    def end_cellXfs(self) -> None:  # noqa: N802 -- the element's own name
        self.inside = False

    def start_numFmt(self, attributes: Attributes) -> None:  # noqa: N802 -- the element's own name
        if is_percent(attributes.get("formatCode", "")):
            self.percent_codes.add(attributes.get("numFmtId", ""))

    def start_xf(self, attributes: Attributes) -> None:
        if self.inside:
            if attributes.get("numFmtId") in self.percent_codes:
                self.percent.add(self.count)
            self.count += 1
