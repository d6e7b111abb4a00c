"""Words are found whatever the form in which they were typed."""

import re
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.searching import APART, BLOCK, IGNORED, key_of, pairs_of, pattern_of, sketch_of, spans_of

# What is looked for, and a text in which it stands.
SAME = [
    ("科技", "培育科技企业"),
    ("科技创新", "科技\n　创新"),
    ("5g基站", "建设５Ｇ 基站300个"),
    ("５Ｇ 基站", "5G基站"),
    ("〔2025〕3号", "云政发[2025] 3号"),
    ("（2025）3号", "云政发〔２０２５〕３号"),
    ("云政发2025 3号", "云政发【2025】3号"),
    ("“十五五”", "「十五五」规划"),
    ("《行动方案》", "科技创新行动方案"),
    ("Ai+", "ＡＩ＋制造"),
    ("3.5亿元", "到位资金３．５亿元"),
    ("60%", "达到６０％"),
    ("市科创办（市科技局）", "市科创办(市科技局)"),
    ("㎡", "100㎡"),
    ("100m2", "新增１００㎡"),
    ("第ii期", "第Ⅱ期"),
    ("污⽔管网", "污水管网"),
    ("文化·旅游", "文化・旅游"),
    ("c_d%", "abc_d%"),
]
OTHER = [
    ("科技", "科学技术"),
    ("35亿元", "3.5亿元"),
    ("60%", "60个"),
    ("a%c", "abc"),
    ("a_c", "abc"),
    ("a.c", "abc"),
    ("科技创新", f"科技{APART}创新"),
]
# Letters that texts are made of, many of them in several forms.
LETTERS = "科技创新发展水资金一二5５gGＧ0aA%_.*+[](){}〔〕\\'\"“，、 \n　㎡Ⅱ①m2i-—^$|?/&"
words = st.text(LETTERS, max_size=6)
texts = st.text(LETTERS, max_size=30)


@pytest.mark.parametrize(("words", "text"), SAME)
def test_the_same_words_in_other_forms_are_found(words, text):
    assert spans_of((key_of(words),), text)


@pytest.mark.parametrize(("words", "text"), OTHER)
def test_other_words_are_not_found(words, text):
    assert not spans_of((key_of(words),), text)


@pytest.mark.parametrize("letter", IGNORED)
def test_what_tells_nothing_apart_leaves_nothing(letter):
    assert key_of(letter) == ""
    assert spans_of(("科技",), f"科{letter}技") == [(0, 3)]


def test_marks_are_the_longest_words_and_never_overlap():
    assert spans_of(("科技", "科技创新", "创新"), "科技创新与创新") == [(0, 4), (5, 7)]


def test_pairs_lie_far_apart():
    assert pairs_of("科技") == ("科技",)
    assert pairs_of("高新技术企业") == ("高新", "技术", "企业")
    assert pairs_of("科") == ()


class InTheDatabase(TestCase):
    """What PostgreSQL makes of texts and patterns is what Python makes of them."""

    def ask(self, sql: str, *values: str | int | list[str]) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sql}", values)
            return cursor.fetchone()[0]

    @settings(max_examples=300, deadline=None)
    @given(texts)
    def test_it_makes_all_pairs_of_a_text(self, text):
        key = key_of(text)
        pairs = {f"2{key[place : place + 2]}" for place in range(len(key) - 1)}
        assert set(self.ask("search_pairs(%s::bigint, %s)", 2 * BLOCK, text)) == pairs

    @settings(max_examples=600, deadline=None)
    @given(words, texts, st.integers(0, 30))
    def test_it_finds_what_python_finds_and_pairs_lead_there(self, asked, text, place):
        text = text[:place] + asked + text[place:]
        key = key_of(asked)
        found = re.search(pattern_of(key), text) is not None
        assert self.ask("%s ~ %s", text, pattern_of(key)) == found
        if found:
            assert self.ask("%s LIKE %s", text, sketch_of(key))
            pairs = [f"0{pair}" for pair in pairs_of(key)]
            assert self.ask("search_pairs(0::bigint, %s) @> %s::text[]", text, pairs)
