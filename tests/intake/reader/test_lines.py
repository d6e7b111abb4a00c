"""Page numbers, broken lines and full-width characters, and the places behind them."""

from intake.reader.lines import read_lines

LONG = "各部门要加强协调，形成合力，推动各项工作扎实有效开展，确保全面完成目标任务。继续完善政策"


def test_width_is_one_and_positions_stay():
    view = read_lines("目标：达到７０％，力争８０％。")
    assert view.plain == "目标:达到70%,力争80%。"
    assert view.quote(3, 8) == "达到７０％"


def test_a_page_number_between_dashes_vanishes_and_a_heading_behind_it_keeps_its_line():
    view = read_lines(f"{LONG}。\n— 3 —\n三、保障措施\n略。")
    assert "\n三、保障措施" in view.plain
    assert "3" not in view.plain


def test_numbers_that_cut_sentences_page_after_page_are_page_numbers():
    text = "".join(f"{LONG}\n\n{page}、" for page in range(1, 6)) + "措施。"
    assert read_lines(text).printed == LONG * 5 + "措施。"


def test_numbers_that_open_items_stay():
    text = "\n".join(f"{number}、{LONG}措施。" for number in range(1, 6))
    assert read_lines(text).plain.count("\n") == 4


def test_lines_wrapped_by_a_pdf_become_one_paragraph_again():
    sentence = "全市要坚持把发展经济的着力点放在实体经济上" * 10 + "。"
    text = "\n".join(sentence[at : at + 24] for at in range(0, len(sentence), 24))
    assert read_lines(text).plain == sentence


def test_letters_spaced_out_are_brought_together():
    assert read_lines("云 岭 市 人 民 政 府").plain == "云岭市人民政府"


def test_a_space_between_two_names_stays():
    assert read_lines("市科技局 市财政局").plain == "市科技局 市财政局"


def test_invisible_characters_vanish():
    view = read_lines("一、\u200b总\x07体\ufeff要求")
    assert view.plain == "一、总体要求"
    assert view.quote(2, 6) == "总\x07体\ufeff要求"
