"""The layouts: a few lines each. A new one is tested as soon as it stands here."""

from . import counts, noise, notes
from .draft import Layout
from .shapes import (
    bare,
    bars,
    in_areas,
    led_areas,
    listed,
    one_a_line,
    ordinals,
    running_on,
    spaces,
    table,
    tabs,
)

FIRST = "各项任务列第一位的单位为牵头单位，下同。"
COLUMNS = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")
TASKS = counts.HAN_BRACKET

ALL = (
    # ---- Numbers ----
    Layout("areas-and-items", in_areas),
    Layout("items-below-chapters", listed, items=counts.ARABIC_COMMA),
    Layout("items-run-on", running_on),
    Layout("brackets-below-chapters", listed, items=counts.HAN_BRACKET),
    Layout("small-brackets", in_areas, items=counts.ARABIC_BRACKET),
    Layout("closed-brackets", in_areas, items=counts.CLOSED),
    Layout("circled", in_areas, items=counts.CIRCLED),
    Layout("ordinals", ordinals, items=counts.ORDINAL, heading=None),
    Layout("articles", running_on, chapters=counts.CHAPTER, items=counts.ARTICLE),
    Layout("parts", in_areas, chapters=counts.PART, areas=counts.HAN, items=counts.HAN_BRACKET),
    Layout("roman", listed, chapters=counts.ROMAN, items=counts.ARABIC_SPACE),
    Layout("decimals", listed, chapters=counts.ARABIC_SPACE, items=counts.DECIMAL, heading="\n"),
    Layout("formal-numbers", listed, chapters=counts.FORMAL, items=counts.HAN),
    Layout("no-numbers", bare, chapters=counts.NONE, areas=counts.NONE, heading="\n"),
    Layout("headings-on-lines", in_areas, heading="\n"),
    Layout("no-headings", listed, heading=None),
    # ---- Notes in brackets ----
    Layout("main-and-assisting", in_areas, notes=notes.MAIN_LABELS),
    Layout("tortoise-brackets", in_areas, notes=notes.SQUARE_LABELS),
    Layout("black-brackets", in_areas, notes=notes.BLACK_LABELS),
    Layout("leads-and-assists", listed, items=TASKS, notes=notes.LEADS_ASSISTS),
    Layout("leads-and-takes-part", in_areas, notes=notes.LEADS_TAKE_PART),
    Layout("leads-and-duties", listed, items=TASKS, notes=notes.LEADS_AND_DUTIES),
    Layout("together-with", in_areas, notes=notes.WITH),
    Layout("all-lead", listed, items=TASKS, notes=notes.ALL_LEAD),
    Layout("only-names", in_areas, notes=notes.ONLY_NAMES),
    Layout("responsible", listed, items=TASKS, notes=notes.RESPONSIBLE),
    Layout("responsible-black", in_areas, notes=notes.RESPONSIBLE_BLACK),
    Layout("first-leads", in_areas, notes=notes.FIRST_LEADS, preamble=FIRST),
    Layout("first-leads-bare", listed, notes=notes.FIRST_LEADS_BARE, preamble=FIRST),
    Layout("lead-behind-the-name", in_areas, notes=notes.TAGGED),
    Layout("names-between-commas", in_areas, notes=notes.BY_COMMAS),
    Layout("behind-a-dash", in_areas, notes=notes.DASHED),
    # ---- Notes on lines, in headings, in the text ----
    Layout("labels-on-two-lines", in_areas, notes=notes.TWO_LINES),
    Layout("labels-on-one-line", listed, items=TASKS, notes=notes.ONE_LINE),
    Layout("labels-with-a-stop", listed, notes=notes.ONE_LINE_STOP),
    Layout("responsible-line", in_areas, notes=notes.RESPONSIBLE_LINE),
    Layout("black-labels-on-lines", in_areas, notes=notes.BLACK_LINES),
    Layout("bracket-on-its-line", in_areas, notes=notes.BRACKET_LINE),
    Layout("names-between-spaces", in_areas, notes=notes.BY_SPACES),
    Layout("units-in-the-heading", listed, items=TASKS, notes=notes.IN_HEADING, heading="\n"),
    Layout("units-of-an-area", led_areas, notes=notes.LEADS_ASSISTS),
    Layout("units-before-the-text", in_areas, notes=notes.RUNNING),
    Layout("units-in-the-text", listed, items=TASKS, notes=notes.RUNNING_BEHIND),
    Layout("nobody", in_areas, notes=None),
    Layout("nobody-two-levels", listed, items=TASKS, notes=None),
    # ---- Tables ----
    Layout("table-tabs", table(tabs, *COLUMNS)),
    Layout("table-bars", table(bars, *COLUMNS)),
    Layout("table-spaces", table(spaces, *COLUMNS)),
    Layout("table-one-cell-a-line", table(one_a_line, *COLUMNS)),
    Layout("table-responsible", table(tabs, "序号", "重点任务", "责任单位", "完成时限")),
    Layout("table-without-dates", table(tabs, "序号", "重点任务", "牵头单位", "配合单位")),
    Layout("table-units-first", table(tabs, "序号", "责任单位", "重点任务")),
    # ---- Noise ----
    Layout("letter", in_areas, letter=True),
    Layout("web-page", in_areas, letter=True, damage=(noise.web_page,)),
    Layout("web-page-and-list", listed, notes=notes.LEADS_ASSISTS, damage=(noise.web_page,)),
    Layout("pages", in_areas, letter=True, damage=(noise.page_numbers,)),
    Layout("pages-and-lines", in_areas, notes=notes.TWO_LINES, damage=(noise.page_numbers,)),
    Layout("broken-lines", in_areas, damage=(noise.broken_lines,)),
    Layout("broken-lines-below", in_areas, notes=notes.TWO_LINES, damage=(noise.broken_lines,)),
    Layout("indented", in_areas, notes=notes.ONE_LINE, damage=(noise.indented,)),
    Layout("empty-lines", in_areas, notes=notes.TWO_LINES, damage=(noise.empty_lines,)),
    Layout("lost-breaks", listed, items=TASKS, damage=(noise.lost_breaks,)),
    Layout("loose-spaces", in_areas, damage=(noise.loose_spaces,)),
    Layout("wide-digits", in_areas, script=(noise.wide_digits,)),
    Layout("half-width", in_areas, script=(noise.half_width,)),
    Layout("traditional", in_areas, notes=notes.LEADS_ASSISTS, script=(noise.traditional,)),
    Layout("table-on-the-web", table(tabs, *COLUMNS), letter=True, damage=(noise.web_page,)),
)
LAYOUTS = {layout.name: layout for layout in ALL}
