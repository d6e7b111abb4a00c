"""A circular as a Word document after GB/T 9704: red head, text, and annexes on pages of their own.

It is written from what was kept at its approval and from nothing else.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor

from briefs import annexes, drawing, imprint, layout, paper, rules
from briefs.paper import CENTRE, JUSTIFIED, LEFT, RIGHT, Type, element
from briefs.rules.facts import Group
from briefs.rules.printed import text_of
from briefs.rules.texts import Level
from briefs.wording.figures import family_words
from briefs.wording.template import annex_titles

_SIZE, _LINE = layout.LETTER_POINTS, layout.LETTER_LINE_POINTS
_CLOSER = layout.LETTER_CLOSER
STYLES = {
    "CircularHead": Type(layout.TITLE, layout.HEAD_POINTS, CENTRE),
    "CircularNumber": Type(layout.BODY, _SIZE, CENTRE, _LINE),
    "CircularSender": Type(layout.BODY, _SIZE, LEFT, _LINE),
    "CircularTitle": Type(layout.TITLE, layout.TITLE_POINTS, CENTRE, 2 * _LINE * 0.6),
    "CircularFlush": Type(layout.BODY, _SIZE, LEFT, _LINE, _CLOSER),
    "CircularChapter": Type(layout.BLACK, _SIZE, LEFT, _LINE, _CLOSER),
    "CircularSection": Type(layout.ITALIC, _SIZE, LEFT, _LINE, _CLOSER),
    "CircularText": Type(layout.BODY, _SIZE, JUSTIFIED, _LINE, _CLOSER),
    "CircularEnd": Type(layout.BODY, _SIZE, RIGHT, _LINE),
    "AnnexMark": Type(layout.BLACK, _SIZE, LEFT, _LINE),
    "AnnexTitle": Type(layout.TITLE, layout.TITLE_POINTS, CENTRE),
    "AnnexNote": Type(layout.BODY, layout.TEXT_POINTS, LEFT, layout.LINE_POINTS),
    **annexes.STYLES,
    **imprint.STYLES,
}
_LEVELS = {
    Level.CHAPTER: "CircularChapter",
    Level.SECTION: "CircularSection",
    Level.TEXT: "CircularText",
}
# Letters from the right edge to the day, and lines left for the seal.
DAY_INDENT, SEAL_LINES = 4, 2

Json = Mapping[str, Any]


def write_circular(printed: Json, content: Json, *, now: datetime) -> bytes:
    """The finished .docx file, in the language that is active (its own words have their own)."""
    document = paper.new_document(layout.LETTER, STYLES)
    _add_head(document, printed)
    paper.add_title(document, printed["title"], "CircularTitle")
    _add_text(document, printed)
    _add_end(document, printed)
    if printed["annexes"]:
        _add_annexes(document, content)
    imprint.add_imprint(document, _imprint_lines(printed))
    title = f"{printed['title']} {printed['number']}".strip()
    return paper.finished(document, title=title, author=printed["office"], now=now)


# --- The text -------------------------------------------------------------------------------------


def _add_head(document: Any, printed: Json) -> None:
    """The name in red, the number, then who issues and when above the red line."""
    head = paper.add_title(document, printed["name"], "CircularHead")
    head.runs[0].font.color.rgb = RGBColor.from_string(layout.RED)
    head.paragraph_format.space_after = Pt(_SIZE)
    document.add_paragraph(rules.plain(printed["number"]), "CircularNumber")
    sender = document.add_paragraph(
        f"{rules.plain(printed['office'])}\t{rules.plain(printed['day'])}", "CircularSender"
    )
    sender.paragraph_format.tab_stops.add_tab_stop(Mm(layout.LETTER.room), WD_TAB_ALIGNMENT.RIGHT)
    sender.paragraph_format.space_after = Pt(_LINE)
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="18", space="4", color=layout.RED))
    # Word is strict about the order of these.
    sender._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
    )


def _add_text(document: Any, printed: Json) -> None:
    flush = document.add_paragraph(rules.plain(printed["addressee"]), "CircularFlush")
    flush.paragraph_format.space_before = Pt(_LINE)
    for line in printed["lines"]:
        level = Level(line["level"])
        text = document.add_paragraph(rules.plain(text_of(line)), _LEVELS[level])
        text.paragraph_format.first_line_indent = Pt(2 * _SIZE)
        # A heading is never the last line of a page.
        text.paragraph_format.keep_with_next = level is not Level.TEXT


def _add_end(document: Any, printed: Json) -> None:
    """What is annexed, then who signs, centred above the day.

    They stay on one page with the last words of the text.
    """
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    for place, title in enumerate(printed["annexes"]):
        first = place == 0
        lead = _("Annexes: ") if first else ""
        words = f"{lead}{place + 1}.{title}"
        note = document.add_paragraph(rules.plain(words), "CircularFlush")
        note.paragraph_format.left_indent = Pt((2 if first else 5) * _SIZE)
        note.paragraph_format.space_before = Pt(_LINE if first else 0)
        note.paragraph_format.keep_with_next = True
    office, day = rules.plain(printed["office"]), rules.plain(printed["day"])
    overhang = (rules.width(day) - rules.width(office)) / 2
    for words, indent in ((office, DAY_INDENT + overhang), (day, DAY_INDENT)):
        line = document.add_paragraph(words, "CircularEnd")
        line.paragraph_format.right_indent = Pt(max(indent, 0) * _SIZE)
        line.paragraph_format.keep_with_next = words is office
        if words is office:
            line.paragraph_format.space_before = Pt(SEAL_LINES * _LINE)


def _imprint_lines(printed: Json) -> list[list[str]]:
    """Who gets a copy, then who issues it and when, as far as that is known."""
    # What was approved before copies were named has no such line.
    copies = printed.get("copies", "")
    lines = [[copies]] if copies else []
    if day := printed["day"]:
        issued = pgettext("imprint", "issued on %(day)s") % {"day": day}
        lines.append([printed["office"], issued])
    return lines


# --- Annexes --------------------------------------------------------------------------------------


def _add_annexes(document: Any, content: Json) -> None:
    annex, number = content["annex"], 0
    makers = (("targets", _targets), ("tasks", _tasks), ("units", _units))
    for (name, make), title in zip(makers, annex_titles(), strict=True):
        if not annex[name]:
            continue
        number += 1
        _open_annex(document, number, title, content["words"]["day"])
        columns, rows = make(annex[name])
        annexes.add_table(document, columns, rows)
        if name == "units":
            for chart in content["charts"]:
                _add_chart(document, chart)


def _open_annex(document: Any, number: int, title: str, day: str) -> None:
    """On a page of its own: its number flush left, its title below."""
    words = pgettext("annex", "Annex %(number)d") % {"number": number}
    document.add_paragraph(words, "AnnexMark").paragraph_format.page_break_before = True
    named = paper.add_title(document, title, "AnnexTitle")
    named.paragraph_format.space_before = named.paragraph_format.space_after = Pt(_SIZE / 2)
    note = document.add_paragraph(_("As known on %(day)s") % {"day": day}, "AnnexNote")
    note.paragraph_format.keep_with_next = True


def _add_chart(document: Any, chart: Json) -> None:
    title = document.add_paragraph(rules.plain(chart["title"]), "AnnexHead")
    title.paragraph_format.space_before = Pt(_SIZE)
    title.paragraph_format.keep_with_next = True
    drawing.add_bars(document, chart, width=layout.LETTER.room)
    words = _("Unit: %(unit)s. Source: %(source)s.")
    facts = {"unit": chart["unit"], "source": chart["source"]}
    document.add_paragraph(rules.plain(words % facts), "AnnexNote")


# Columns are as wide together as the type area; that of deadlines holds 2026年12月31日 in a line.
Table = tuple[list[annexes.Column], list[list[str]]]


def _targets(rows: list[Json]) -> Table:
    columns = [
        (_("No."), 9, True),
        (_("Target"), 28, False),
        (_("Promise"), 23, False),
        (_("Lead unit"), 24, False),
        (_("Due"), 28, True),
        (_("Reached"), 16, True),
        (pgettext("pace", "Expected"), 15, True),
        (_("Standing"), 13, True),
    ]
    return columns, [
        [
            str(place),
            row["name"],
            row["promise"],
            row["unit"],
            row["due"] or "—",
            row["reached"],
            row["expected"],
            row["stands"],
        ]
        for place, row in enumerate(rows, 1)
    ]


def _tasks(rows: list[Json]) -> Table:
    columns = [
        (_("No."), 9, True),
        (_("Task"), 44, False),
        (_("Lead unit"), 28, False),
        (_("Due"), 31, True),
        (_("Done"), 16, True),
        (pgettext("pace", "Expected"), 15, True),
        (_("Standing"), 13, True),
    ]
    return columns, [
        [
            str(place),
            row["name"],
            row["unit"],
            row["due"] or "—",
            row["reached"],
            row["expected"],
            row["stands"],
        ]
        for place, row in enumerate(rows, 1)
    ]


def _units(rows: list[Json]) -> Table:
    columns = [
        (_("Unit"), 30, False),
        (_("Economic indicators: on pace of judged, share, rank"), 41, True),
        (_("Counted targets: on pace of judged, share, rank"), 41, True),
        (_("Tasks led"), 11, True),
        (_("Tasks behind"), 11, True),
        (_("Reports due"), 11, True),
        (_("Reports missing"), 11, True),
    ]
    return columns, [
        [
            row["name"],
            *(family_words(row[group.value]) for group in (Group.ECONOMIC, Group.COUNTED)),
            *(str(row[name]) for name in ("tasks", "tasks_behind", "due", "missing")),
        ]
        for row in rows
    ]
