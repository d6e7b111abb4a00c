"""Word documents are read as Word would print them."""

import pytest

from intake.reader.files.counting import han, printed
from tests.intake.reader.making import (
    cell_of,
    paragraph,
    relations,
    root,
    row,
    text_of,
    word,
    zipped,
)


def lines(body: str, **parts: str) -> list[str]:
    return text_of(word(body, **parts)).split("\n")


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(*levels: str, number: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, *, of: int = 0, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(text: str, depth: int = 0, number: int = 1) -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=place)


def styled(text: str, style: str) -> str:
    return paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')


def style(name: str, properties: str = "", more: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{more}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


PLAN = abstract(
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
) + num(1)
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'

# ---------------------------------------------------------------- numbers that Word makes


def test_each_level_counts_anew_below_the_one_above():
    body = (
        item("目标") + item("甲", 1) + item("乙", 1) + item("任务") + item("丙", 1) + item("丁", 2)
    )
    assert lines(body, numbering=PLAN) == [
        "一、目标", "（一）甲", "（二）乙", "二、任务", "（一）丙", "1.丁",
    ]  # fmt: skip


def test_numbers_of_several_levels_are_put_together():
    levels = level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")
    body = item("甲") + item("乙", 1) + item("丙", 1) + item("丁")
    found = lines(body, numbering=abstract(*levels) + num(1))
    assert found == ["1.甲", "1.1 乙", "1.2 丙", "2.丁"]


def test_legal_numbering_prints_digits_for_every_level():
    levels = level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")
    found = lines(item("总则") + item("甲", 1), numbering=abstract(*levels) + num(1))
    assert found == ["第一章 总则", "1.1 甲"]


def test_two_lists_of_a_family_count_on_unless_one_begins_anew():
    numbering = PLAN + num(2) + num(3, more=RESTART.format(1)) + num(4, more=RESTART.format(5))
    body = item("甲") + item("乙", number=2) + item("丙", number=3) + item("丁", number=3)
    found = lines(body + item("戊", number=4), numbering=numbering)
    assert found == ["一、甲", "二、乙", "一、丙", "二、丁", "五、戊"]


def test_a_level_that_never_restarts_counts_through():
    levels = level(0, "decimal", "%1."), level(1, "decimal", "任务%2", '<w:lvlRestart w:val="0"/>')
    body = item("甲") + item("乙", 1) + item("丙") + item("丁", 1)
    found = lines(body, numbering=abstract(*levels) + num(1))
    assert found == ["1.甲", "任务1 乙", "2.丙", "任务2 丁"]


def test_a_list_may_replace_a_level_of_its_family():
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'
    assert lines(
        item("甲"), numbering=abstract(level(0, "decimal", "%1.")) + num(1, more=override)
    ) == ["A.甲"]


def test_styles_bring_their_numbers_and_hand_them_down():
    place = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    numbering = abstract(
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="Two"/>'),
    ) + num(1)
    styles = (
        style("One", place)
        + style("Two", place)
        + style("Mine", more='<w:basedOn w:val="One"/>')
        + style("Bare", '<w:numPr><w:numId w:val="0"/></w:numPr>', '<w:basedOn w:val="One"/>')
    )
    body = styled("甲", "One") + styled("乙", "Two") + styled("丙", "Mine") + styled("丁", "Bare")
    assert lines(body, numbering=numbering, styles=styles) == ["一、甲", "（一）乙", "二、丙", "丁"]


def test_a_family_may_be_named_by_a_style():
    place = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="List"/></w:abstractNum>'
    numbering = PLAN + linked + num(2, of=1)
    styles = style("List", place)
    assert lines(item("甲", 1, number=2), numbering=numbering, styles=styles) == ["（一）甲"]


def test_styles_and_lists_that_refer_to_themselves_end():
    ring = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>' + num(1)
    place = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = style("A", place, '<w:basedOn w:val="B"/>') + style("B", more='<w:basedOn w:val="A"/>')
    assert lines(styled("甲", "A") + styled("乙", "B"), numbering=ring, styles=styles) == [
        "甲",
        "乙",
    ]


def test_bullets_are_printed_as_bullets():
    assert lines(item("甲"), numbering=abstract(level(0, "bullet", "\uf0b7")) + num(1)) == ["●甲"]


@pytest.mark.parametrize(
    ("kind", "count", "text"),
    [
        ("chineseCounting", 10, "十"), ("chineseCountingThousand", 21, "二十一"),
        ("japaneseCounting", 12, "十二"), ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 3, "丙"), ("ideographZodiac", 12, "亥"),
        ("chineseLegalSimplified", 12, "拾贰"), ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircleChinese", 51, "51"), ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 1, "⒈"), ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"), ("lowerRoman", 14, "xiv"), ("upperRoman", 9, "IX"),
        ("lowerLetter", 2, "b"), ("none", 4, ""), ("never heard of it", 4, "4"),
        ("chineseCounting", 123456, "123456"),
    ],
)  # fmt: skip
def test_counts_are_printed_as_word_prints_them(kind: str, count: int, text: str):
    assert printed(kind, count) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "〇"), (10, "十"), (19, "十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"),
     (1005, "一千零五"), (1010, "一千零一十"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_chinese_counts(count: int, text: str):
    assert han(count) == text


# ---------------------------------------------------------------- tables


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_merged_cells_say_the_same_in_every_place():
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row("任务", cell_of("责任单位", '<w:gridSpan w:val="2"/>')),
        row(cell_of("建设园区", down), "市科技局", "市财政局"),
        row(cell_of("", on), "市教育局", ""),
    )
    assert lines(body) == [
        "任务\t责任单位\t责任单位", "建设园区\t市科技局\t市财政局", "建设园区\t市教育局\t",
    ]  # fmt: skip


def test_a_row_across_the_table_is_written_once():
    body = table(row("甲", "乙", "丙"), row(cell_of("一、产业", '<w:gridSpan w:val="3"/>')))
    assert lines(body) == ["甲\t乙\t丙", "一、产业\t\t"]


def test_a_table_inside_a_cell_stays_in_its_cell_and_in_a_frame_stands_alone():
    inner = table(row("甲", "乙", "丙"))
    assert lines(table(row("一", "二", cell_of("三", more=inner)))) == ["一\t二\t三 甲 乙 丙"]
    assert lines(table(row(cell_of("框", more=inner)))) == ["框", "甲\t乙\t丙"]


def test_a_column_that_word_numbers_is_printed():
    body = table(*(row(f"<w:tc>{item('', 2)}</w:tc>", name, "市科技局") for name in "甲乙"))
    assert lines(body, numbering=PLAN) == ["1.\t甲\t市科技局", "2.\t乙\t市科技局"]


def test_rows_and_cells_in_content_controls_are_read():
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inside = row("甲", "乙").replace("</w:tr>", control.format(cell_of("丙")) + "</w:tr>")
    body = table(control.format(inside)) + control.format(paragraph("附则"))
    assert lines(body) == ["甲\t乙\t丙", "附则"]


# ---------------------------------------------------------------- what is printed and what not


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_additions_count_and_deletions_do_not():
    deleted = "<w:del><w:r><w:delText>五</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('座')}</w:moveTo>"
    body = paragraph("建成", runs=f"{deleted}<w:ins>{run('六')}</w:ins>{moved}{run('园区')}")
    assert lines(body) == ["建成六座园区"]


def test_a_deleted_end_of_paragraph_joins_two():
    gone = "<w:rPr><w:del/></w:rPr>"
    body = paragraph("建成", properties=gone) + paragraph("园区。") + paragraph("附则")
    assert lines(body) == ["建成园区。", "附则"]


def test_a_deleted_row_is_gone():
    assert lines(table(row("甲", "乙"), row("丙", "丁", properties="<w:del/>"))) == ["甲\t乙"]


def test_hidden_words_are_not_read():
    styles = '<w:style w:styleId="H"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>'
    runs = run("密", "<w:vanish/>") + run("密", '<w:rStyle w:val="H"/>')
    shown = run("显", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>')
    assert lines(paragraph("建设", runs=runs + shown), styles=styles) == ["建设显"]


def test_fields_print_their_result_only():
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    order = "<w:r><w:instrText> {} </w:instrText></w:r>"
    nested = char.format("begin") + order.format("PAGE") + char.format("separate") + run("9")
    field = char.format("begin") + order.format("REF") + nested + char.format("end")
    field += char.format("separate") + run("三") + char.format("end")
    assert lines(paragraph("第", runs=field + run("章"))) == ["第三章"]


def test_a_circle_that_word_draws_around_a_number_is_read():
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    order = r"<w:r><w:instrText>eq \o\ac(○,12)</w:instrText></w:r>"
    body = paragraph(runs=char.format("begin") + order + char.format("end") + run("建设园区"))
    assert lines(body) == ["⑫建设园区"]


def test_a_field_without_an_end_hides_nothing_below_it():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert lines(paragraph("甲", runs=begin + run("乙")) + paragraph("丙")) == ["甲", "丙"]


def test_notes_follow_at_the_end_in_the_order_of_the_text():
    notes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(t)}</w:footnote>'
        for n, t in ((1, "甲"), (2, "乙"), (3, "丙"))
    )
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    body = paragraph(
        "建成园区", runs=refer.format(2) + run("3个") + refer.format(1) + end + run("。")
    )
    ends = f'<w:endnote w:id="1">{paragraph("丁")}</w:endnote>'
    found = lines(body + paragraph("附则"), footnotes=notes, endnotes=ends)
    assert found == ["建成园区3个。", "附则", "注1：乙", "注2：甲", "尾注1：丁"]


def test_headers_footers_and_comments_are_not_read():
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    parts = {
        "header1": paragraph("页眉"),
        "footer1": paragraph("第1页"),
        "comments": f'<w:comment w:id="1">{paragraph("批注")}</w:comment>',
    }
    assert lines(paragraph("正文", runs=comment), **parts) == ["正文"]


def test_words_in_a_text_box_follow_the_paragraph_that_holds_it_once():
    box = f"<v:textbox><w:txbxContent>{paragraph('框中')}</w:txbxContent></v:textbox>"
    choice, fallback = (f"<mc:{name}>{box}</mc:{name}>" for name in ("Choice", "Fallback"))
    both = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
    body = paragraph("建设", runs=f"<w:r>{both}</w:r>{run('园区。')}") + paragraph("附则")
    assert lines(body) == ["建设园区。", "框中", "附则"]


def test_the_table_of_contents_is_left_out():
    styles = style("T1").replace('w:name w:val="T1"', 'w:name w:val="toc 1"')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    content = f"<w:sdtContent>{paragraph('目录')}</w:sdtContent>"
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr>{content}</w:sdt>"
    assert lines(control + styled("一、目标 3", "T1") + paragraph("一、目标"), styles=styles) == [
        "一、目标"
    ]


def test_breaks_tabs_and_hyphens_become_characters():
    runs = "<w:r><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:softHyphen/><w:noBreakHyphen/></w:r>"
    assert lines(paragraph("甲", runs=runs)) == ["甲", "乙 丙-"]


def test_the_main_part_may_have_any_name_and_be_saved_as_strict():
    strict = root("document", f"<w:body>{paragraph('甲')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    files = {
        "_rels/.rels": relations({"officeDocument": "/word/document2.xml"}),
        "word/document2.xml": strict,
    }
    assert text_of(zipped(files)) == "甲"
