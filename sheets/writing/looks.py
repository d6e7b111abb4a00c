"""How the sheets that people fill in look: white is theirs, grey is the portal's."""

from core.workbooks import Style, Styles

LINE = "D1D5DB"
GREY, QUIET = "F3F4F6", "6B7280"
DAY = 'yyyy"-"mm"-"dd'
TITLE = Style(font="黑体", size=12, wrap=False)
HEADING = Style(font="黑体", bold=True, fill="DBE6F3", border=LINE, vertical="center")
OPEN = Style(border=LINE, locked=False)
OPEN_DAY = Style(border=LINE, locked=False, form=DAY)
# What a line is about must be read; what was reported last only steps back.
KNOWN = Style(border=LINE, fill=GREY)
LAST = Style(border=LINE, fill=GREY, colour=QUIET)
TEXT = Style()
COUNT = Style(horizontal="center")
# A figure that fell is nothing wrong, but worth a second look.
FELL, FELL_COLOUR = "FEF3C7", "92400E"


def fell(styles: Styles) -> int:
    return styles.difference(fill=FELL, colour=FELL_COLOUR)
