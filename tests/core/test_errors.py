"""What people read when something is wrong: a sentence in their language, never Django's own."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_an_error_page_says_what_to_do_in_both_languages(code):
    with translation.override("zh-hans"):
        chinese = render_to_string(f"{code}.html")
    with translation.override("en"):
        english = render_to_string(f"{code}.html")
    assert "返回首页" in chinese
    assert "Back to the portal" in english


def test_a_text_of_a_million_letters_is_refused_with_a_sentence(client, anna, report):
    client.force_login(anna)
    flood = {"progress": "进" * 1_000_000}
    answer = client.post(reverse("reports:write", args=[report.pk]), flood)
    assert answer.status_code == 400
    assert "未保存任何内容" in answer.content.decode()


def test_an_unknown_address_is_answered_with_a_page(client, anna):
    client.force_login(anna)
    answer = client.get("/nowhere/")
    assert (answer.status_code, "没有可供您查看的内容" in answer.content.decode()) == (404, True)
