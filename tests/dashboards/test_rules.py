import pytest

from dashboards.rules import (
    Heading,
    Piece,
    Span,
    choice_in,
    mark_in,
    passages,
    words_in,
)

TEXT = "前言\n一、目标\n达到200家。\n二、任务\n培育企业。"
HEADINGS = [Heading(1, 1, 3), Heading(2, 1, 16)]


def joined(found):
    return "".join(piece.text for passage in found for piece in passage.pieces)


def marked(found):
    return "".join(piece.text for passage in found for piece in passage.pieces if piece.marked)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("3-7", Span(3, 7)),
        ("3-7000", Span(3, len(TEXT))),
        ("7-3", None),
        ("7-7", None),
        ("7000-8000", None),
        ("a-b", None),
        ("-", None),
        ("", None),
        (None, None),
        ("1-99999999999999999999", None),
    ],
)
def test_mark_in(text, mark):
    assert mark_in(text, length=len(TEXT)) == mark


@pytest.mark.parametrize("mark", [None, *(Span(a, a + n) for a in range(25) for n in (1, 5, 30))])
def test_the_whole_text_is_there_whatever_is_marked(mark):
    assert joined(passages(TEXT, HEADINGS, mark)) == TEXT


@pytest.mark.parametrize("start", range(20))
@pytest.mark.parametrize("length", [1, 4, 12])
def test_exactly_the_asked_words_are_marked(start, length):
    end = min(start + length, len(TEXT))
    assert marked(passages(TEXT, HEADINGS, Span(start, end))) == TEXT[start:end]


def test_each_clause_begins_its_own_passage():
    found = passages(TEXT, HEADINGS, None)
    assert [passage.position for passage in found] == [0, 1, 2]
    assert found[1].pieces[0] == Piece("一、目标", marked=False, heads=True, opens=False)


def test_a_mark_opens_once_even_when_it_crosses_clauses():
    found = passages(TEXT, HEADINGS, Span(5, 20))
    assert sum(piece.opens for passage in found for piece in passage.pieces) == 1


def test_two_clauses_that_begin_together_both_have_their_anchor():
    found = passages(TEXT, [Heading(1, 1, 3), Heading(2, 2, 3)], None)
    assert [passage.position for passage in found] == [0, 1, 2]
    assert joined(found) == TEXT


@pytest.mark.parametrize("headings", [[], [Heading(1, 1, 0)], [Heading(1, 1, 9999)]])
def test_a_text_with_few_or_wrong_headings_is_still_whole(headings):
    assert joined(passages(TEXT, headings, Span(1, 4))) == TEXT


def test_an_empty_text_has_no_words():
    assert joined(passages("", [], None)) == ""


def test_words_lose_what_a_database_cannot_take():
    assert words_in(" 科技\x00创新 ") == "科技创新"
    assert len(words_in("长" * 5000)) == 100
    assert words_in(None) == ""


def test_a_choice_that_is_none_is_no_choice():
    assert choice_in("red", ("red", "grey")) == "red"
    assert choice_in("purple", ("red", "grey")) == choice_in(None, ("red",)) == ""
