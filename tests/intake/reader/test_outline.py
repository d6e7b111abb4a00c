"""Printed numbers → a tree."""

from intake.reader.lines import read_lines
from intake.reader.outline import number_value, read_outline


def tree(text: str) -> list[tuple[int, str, str]]:
    view = read_lines(text)
    clauses = read_outline(view, []).clauses
    return [(c.level, c.number, view.words(*c.heading)) for c in clauses]


def test_the_usual_levels_nest():
    text = "一、总体要求\n（一）目标。略。\n1.甲事。略。\n（1）乙事。\n二、任务\n（一）丙事。略。"
    assert [(level, number) for level, number, _ in tree(text)] == [
        (1, "一"), (2, "（一）"), (3, "1"), (4, "（1）"), (1, "二"), (2, "（一）"),
    ]  # fmt: skip


def test_numbers_glued_to_a_heading_or_to_units_open_clauses():
    text = "一、完善机制(一)建立制度1.健全规则。内容甲。牵头单位:市科技局2.强化考核。内容乙。"
    assert [number for _, number, _ in tree(text)] == ["一", "(一)", "1", "2"]


def test_numbers_in_a_sentence_open_none():
    text = (
        "一、目标\n第一、二、三产业占比提高，研发强度达2.8以上，落实第（二）项要求，建设1、2号楼。"
    )
    assert [number for _, number, _ in tree(text)] == ["一"]


def test_numbering_may_run_on_through_the_chapters():
    text = "一、甲章（一）甲一。略。（二）甲二。略。二、乙章（三）乙一。略。（四）乙二。略。"
    assert [number for _, number, _ in tree(text)] == [
        "一",
        "（一）",
        "（二）",
        "二",
        "（三）",
        "（四）",
    ]


def test_articles_and_ordinals_are_numbers_too():
    text = "第一条 健全制度。略。\n第二条 强化保障。一是加强领导。略。二是加大投入。略。"
    assert [number for _, number, _ in tree(text)] == ["第一条", "第二条", "一是", "二是"]


def test_an_item_may_begin_with_a_year():
    text = "一、任务\n1.2024年底前完成清查。略。\n2.2025年6月底前完成整改。略。"
    assert [heading[:5] for _, _, heading in tree(text)[1:]] == ["2024年", "2025年"]


def test_a_heading_is_its_line_or_its_first_sentence():
    text = "一、主要任务\n（一）健全机制，压实责任。各部门要加强协调。"
    assert [heading for _, _, heading in tree(text)] == ["主要任务", "健全机制，压实责任"]


def test_page_furniture_below_the_document_is_no_part_of_it():
    text = "一、甲\n（一）乙。" + "要加强协调。" * 30 + "\n相关阅读\n三、其他新闻\n"
    assert [number for _, number, _ in tree(text)] == ["一", "（一）"]


def test_numbers_count():
    printed = ("十", "十二", "二十", "三十五", "一百零二", "7", "⑫")
    assert [number_value(text) for text in printed] == [10, 12, 20, 35, 102, 7, 12]
