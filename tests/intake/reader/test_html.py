"""Pages of government sites are read without the site: sites/*.html against what they say."""

from pathlib import Path

import pytest

from intake.reader.files.html import html_text
from tests.intake.reader.making import refusal, text_of

SITES = sorted((Path(__file__).parent / "sites").glob("*.html"))
# Where an article comes from and when it appeared may stay: a reader may want it.
MOST_EXTRA = 3


def squeezed(text: str) -> list[str]:
    lines = ("".join(line.split(" ")).strip("　") for line in text.split("\n"))
    return [line for line in lines if line]


def body(inner: str, head: str = "") -> list[str]:
    return squeezed(html_text(f"<html><head>{head}</head><body>{inner}</body></html>"))


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_the_document_is_found_in_a_page(path: Path):
    expected = squeezed(path.with_suffix(".txt").read_text(encoding="utf-8"))
    found = squeezed(text_of(path.read_bytes(), path.name))
    assert [line for line in found if line in expected] == expected
    assert len([line for line in found if line not in expected]) <= MOST_EXTRA


def test_hidden_parts_are_not_read():
    hidden = (
        "<p style='color:red; display : none'>旧稿。</p><p hidden>暗。</p><template>框。</template>"
    )
    assert body(f"{hidden}<p>建设科技园区三个。</p>") == ["建设科技园区三个。"]


def test_the_part_around_most_words_is_never_furniture():
    assert body("<div class='share' id='print'><p>建设科技园区三个。</p></div>") == [
        "建设科技园区三个。"
    ]


def test_breaks_in_the_source_count_only_where_the_page_says_so():
    assert body("<p>建设\n园区。</p><pre>建设\n学校。</pre>") == ["建设园区。", "建设", "学校。"]


def test_entities_are_characters():
    assert body("<p>&ldquo;十四五&rdquo;&mdash;&#35268;&#x5212;&amp;&nbsp;计划</p>") == [
        "“十四五”—规划&计划"
    ]


def test_cells_across_rows_and_columns_are_repeated():
    rows = (
        "<tr><td rowspan=2>任务</td><td colspan=2>责任单位</td></tr>"
        "<tr><td>牵头</td><td>配合</td></tr>"
        "<tr><td>建设园区</td><td>市科技局</td><td>市财政局<br>市教育局</td></tr>"
    )
    found = html_text(f"<body><table>{rows}</table></body>").strip().split("\n")
    assert found == [
        "任务\t责任单位\t责任单位",
        "任务\t牵头\t配合",
        "建设园区\t市科技局\t市财政局 市教育局",
    ]


def test_the_title_comes_first_from_wherever_the_page_has_it():
    head = "<title>云岭市方案（2025—2027年）_云岭市人民政府</title>"
    assert body("<p>建设园区。</p>", head)[0] == "云岭市方案（2025—2027年）"
    meta = "<meta name='ArticleTitle' content='云岭市办法'>"
    assert body("<p>建设园区。</p>", head + meta)[0] == "云岭市办法"
    assert (
        body("<h1>云岭市方案（2025—2027年）</h1><p>建设园区。</p>", head).count(
            "云岭市方案（2025—2027年）"
        )
        == 1
    )


def test_the_number_beside_a_document_is_read():
    table = "<table><tr><td>文 号：</td><td>云政发〔2025〕3号</td></tr></table>"
    assert body(f"{table}<div><p>{'建设科技园区。' * 9}</p></div>")[0] == "文号：云政发〔2025〕3号"


def test_a_page_saved_with_its_pictures_is_read():
    page = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: text/html; charset=gb2312\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><body><p>=BD=A8=C9=E8=D4=B0=C7=F8=A1=A3</p></body></html>\r\n--B--\r\n"
    )
    assert text_of(page, "a.mht").strip() == "建设园区。"


def test_a_page_under_the_name_of_a_word_file_is_read():
    assert (
        text_of("<html><body><p>建设园区。</p></body></html>".encode(), "a.doc").strip()
        == "建设园区。"
    )


def test_a_page_without_words_is_empty():
    assert refusal(b"<html><body><img src='a.png'></body></html>", "a.html") == "empty"
