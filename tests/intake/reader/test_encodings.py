"""Texts are read in any encoding that Chinese offices use, whatever the file says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.reader.files.encodings import declared_encoding, decode, usual
from tests.intake.reader.making import refusal, text_of

PLAIN = "云岭市工作方案\n一、建设科技园区3个，引进科研机构10家。（市科技局负责）"
TRADITIONAL = (
    "雲嶺市推動產業創新計畫\n一、新建園區三處，引進研究機構十家。（市科技局主辦，市財政局協辦）"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [PLAIN, TRADITIONAL])
def test_unicode_is_read_with_and_without_its_mark(text: str, encoding: str):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("length", [4, 12, 60])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [(PLAIN, "gb18030"), (TRADITIONAL, "gb18030"), (TRADITIONAL, "big5")],
)
def test_national_encodings_are_told_apart_by_few_characters(text: str, encoding: str, length: int):
    assert decode(text[:length].encode(encoding)) == text[:length]


def test_characters_beyond_the_old_standards_are_read():
    assert decode("建设㛃镇、𠮷村。".encode("gb18030")) == "建设㛃镇、𠮷村。"


def test_a_page_with_pieces_in_another_encoding_is_read_piece_by_piece():
    page = "<p>建设园区。</p>".encode("gb18030") + "<p>附件：任务分解表</p>".encode()
    assert decode(page + "<p>抓好落实。</p>".encode("gb18030")) == (
        "<p>建设园区。</p><p>附件：任务分解表</p><p>抓好落实。</p>"
    )


def test_broken_bytes_in_utf8_do_not_spoil_the_rest():
    text = decode(("建设园区。\n" * 30).encode() + b"\xe5\xbb\n" + "抓好落实。".encode())
    assert text.count("建设园区。") == 30 and text.endswith("抓好落实。")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"<meta charset=gb2312>", "gb18030"),
        (b"<META http-equiv='Content-Type' content='text/html; charset=GBK'>", "gb18030"),
        (b"<meta charset='utf-8'>", "gb18030"),
        (b"<meta charset=gb2312>", "utf-8"),
        (b"<meta charset=big5>", "big5"),
        (b"<meta charset=nonsense>", "gb18030"),
        (b"", "gb18030"),
    ],
)
def test_a_page_is_read_whatever_it_claims(head: bytes, encoding: str):
    text = TRADITIONAL if encoding == "big5" else PLAIN
    page = b"<html><head>" + head + b"</head><body><p>" + text.encode(encoding) + b"</p></body>"
    assert "".join(text.split()) in "".join(text_of(page, "a.html").split())


def test_the_claim_of_a_page_is_read():
    assert declared_encoding(b'<?xml version="1.0" encoding="GB2312"?>') == "GB2312"
    assert declared_encoding(b"<p>charset</p>") is None


def test_a_claim_decides_where_the_characters_do_not():
    ambiguous = "啊".encode("gb2312")
    assert [decode(ambiguous, declared=name) for name in ("big5", "gb2312")] == ["陛", "啊"]


def test_characters_that_nobody_sees_are_gone_and_lines_end_in_one_way():
    assert text_of(
        "\ufeff建\x00设\x07园\ufffe区\r\n一\r二\x0b三\x0c四\u2028五".encode(), "a.txt"
    ) == ("建设园区\n一\n二\n三\n四\n五")


def test_half_characters_are_gone():
    data = "\ud800建设园区。\udfff\n".encode("utf-16-le", "surrogatepass")
    assert text_of(data, "a.txt").encode("utf-8")


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x01\x02\x03" * 90, b"\xff" * 300])
def test_bytes_that_are_no_text_are_refused(data: bytes):
    assert refusal(data, "a.txt") == "not_text"


def test_usual_characters_are_those_of_the_two_national_standards():
    assert usual("建設园区，ok") == 1
    assert usual("涓浗鏂") < 0.5


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_any_chinese_text_in_utf8_is_read_as_it_is(text: str):
    assert decode(text.encode()) == text
