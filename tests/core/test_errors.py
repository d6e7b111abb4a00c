"""What people read when something is wrong: a sentence in their language, never Django's own."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "413", "500"])
def test_an_error_page_says_what_to_do_in_both_languages(code):
    with translation.override("zh-hans"):
        chinese = render_to_string(f"{code}.html")
    with translation.override("en"):
        english = render_to_string(f"{code}.html")
    assert "返回首页" in chinese
    assert "Back to the portal" in english


@pytest.mark.parametrize(
    ("language", "says"),
    [("zh-hans", "一次最多提交2.5 MB文字"), ("en", "takes up to 2.5 MB of text in one form")],
)
def test_a_text_of_a_million_letters_is_refused_with_a_sentence(
    client, anna, report, language, says
):
    client.force_login(anna)
    client.cookies["django_language"] = language
    flood = {"progress": "进" * 1_000_000}
    answer = client.post(reverse("reports:write", args=[report.pk]), flood)
    assert (answer.status_code, says in answer.content.decode()) == (413, True)


def test_what_else_is_suspicious_gets_no_explanation(client, anna, report, settings):
    client.force_login(anna)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    answer = client.post(reverse("reports:write", args=[report.pk]), {"a": 1, "b": 2})
    assert (answer.status_code, "过大或已损坏" in answer.content.decode()) == (400, True)


def test_an_unknown_address_is_answered_with_a_page(client, anna):
    client.force_login(anna)
    answer = client.get("/nowhere/")
    assert (answer.status_code, "没有可供您查看的内容" in answer.content.decode()) == (404, True)
