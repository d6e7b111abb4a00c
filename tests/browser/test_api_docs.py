"""The documentation of the API reads well under the strict policy and asks nobody outside."""

from urllib.parse import urlsplit


def test_the_documentation_opens_without_anything_from_outside(page_of, live_server, anna):
    page = page_of(anna)
    asked = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.goto("/api/docs/")
    page.get_by_role("link", name="reports", exact=True).click()
    page.get_by_text("/api/v1/reports/{id}/submit/").click()
    page.get_by_text("Send this content to whoever reviews it").wait_for()
    assert asked <= {urlsplit(live_server.url).netloc, ""}
