"""Every page that a person can click to: it opens, and it is built as all pages are."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from plans.rules import PlanVerb
from tasks.rules import TaskVerb
from tests.project import world
from tests.project.test_access import table

# Clicks from the first screen, and pages of one kind: the tenth task is like the second.
DEPTH = 3
ALIKE = 2
# What answers to GET, leaving out what programs ask.
PAGES = {
    route
    for (route, method), answers in table()[1].items()
    if method == "GET" and "405" not in answers and not route.startswith("/api/v1/")
}
# A page offers the steps of the state that its plan or task is in, and no second extension beside
# one that is being decided; tests/tasks and tests/plans open those of every state. The lists of
# periods and of all reports, three clicks away, lead to the closing of one and to files;
# tests/reports follow them. A button asks for the marked copy of a sheet; tests/sheets press it.
# The files of other lists are further away, or nothing stands in the list: test_lists_as_files.py.
# Units have no results yet, the city's circular is no draft, and its office has no fonts for a PDF;
# tests/dashboards and tests/briefs see to these.
STEPS = {
    "/briefs/circulars/<int:pk>/circular.pdf",
    "/briefs/circulars/<int:pk>/edit/",
    "/briefs/circulars/<int:pk>/figures/<str:name>/table.csv",
    "/briefs/circulars/<int:pk>/figures/<str:name>/table.xlsx",
    "/drafts/<int:pk>/superior/table.csv",
    "/drafts/<int:pk>/superior/table.xlsx",
    "/indicators/targets/<int:pk>/verdicts/table.csv",
    "/indicators/targets/<int:pk>/verdicts/table.xlsx",
    "/overview/units/",
    "/overview/units/table.csv",
    "/overview/units/table.xlsx",
    "/targets/table.csv",
    "/targets/table.xlsx",
    "/reports/list.csv",
    "/reports/list.xlsx",
    "/reports/office/table.csv",
    "/reports/office/table.xlsx",
    "/reports/periods/<int:pk>/close/",
    "/reports/review/table.csv",
    "/reports/review/table.xlsx",
    "/sheets/<int:pk>/marked/",
    "/sheets/<int:pk>/marked/file/",
    "/tasks/<int:pk>/extend/",
    "/tasks/parts/<int:pk>/refuse/",
    *(f"/tasks/<int:pk>/{verb.replace('_', '-')}/" for verb in TaskVerb),
    *(f"/tasks/plan/<int:pk>/{verb}/" for verb in PlanVerb),
}
NOT_LINKED = {
    # Errors of the API name it; the box in the head of every page leads to the other.
    "/api/problems/",
    "/search/",
    "/api/schema/",
    "/healthz",
    "/language/",
    # Asked by scripts on pages that lead to the same without them.
    "/notices/board/next/",
    "/notices/count/",
    # For calendar programs.
    "/notices/feeds/<str:token>.ics",
}
PEOPLE = (
    "anonymous",
    "reporter",
    "reviewer",
    "head",
    "inspector",
    "office_head",
    "leader",
    "system_admin",
    "security_admin",
    "auditor",
    "no_role",
)


class Page(HTMLParser):
    """What a page is made of, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.language = ""
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.ids += [given["id"]] if "id" in given else []
        self.inline += [f"<{tag} {name}>" for name in given if name == "style" or name[:2] == "on"]
        if tag == "style" or (tag == "script" and not _is_file_or_data(given)):
            self.inline.append(f"<{tag}>")
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "html":
            self.language = given.get("lang", "")

    def faults(self) -> list[str]:
        """What every page must have, and none may have."""
        twice = [each for each, number in Counter(self.ids).items() if number > 1]
        return [
            *(f"{each} is inline" for each in self.inline),
            *(
                f"{self.tags[tag]} <{tag}>"
                for tag in ("h1", "title", "main")
                if self.tags[tag] != 1
            ),
            *([] if self.language else ["no language"]),
            *(f"id {each} is given twice" for each in twice),
        ]


def _is_file_or_data(script: dict[str, str]) -> bool:
    return "src" in script or script.get("type") == "application/json"


@pytest.fixture
def city(db, settings, tmp_path) -> world.World:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return world.build()


def test_every_link_leads_to_a_sound_page(city):
    walks = {name: Walk(world.signed_in(city.people[name])) for name in PEOPLE}
    faults = [f"{name}: {fault}" for name, walk in walks.items() for fault in walk.faults]
    assert not faults, "\n".join(faults)
    seen = {route for walk in walks.values() for route in walk.kinds}
    missed = PAGES - seen - STEPS
    assert missed == NOT_LINKED, "\n".join(sorted(missed ^ NOT_LINKED))


class Walk:
    """One person follows every link of the portal's own, from the first screen on."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.faults: list[str] = []
        self.kinds: Counter[str] = Counter()
        self.seen: set[str] = set()
        level = ["/"]
        for _click in range(DEPTH + 1):
            level = [
                link for address in level if self._is_new(address) for link in self._visit(address)
            ]

    def _is_new(self, address: str) -> bool:
        kind = "/" + str(resolve(urlsplit(address).path).route)
        if address in self.seen or self.kinds[kind] >= ALIKE:
            return False
        self.seen.add(address)
        self.kinds[kind] += 1
        return True

    def _visit(self, address: str) -> list[str]:
        """The links of the page, after a look at how it is built."""
        path, fragment = urldefrag(address)
        response = self.client.get(path, follow=True)
        if response.status_code >= 400:
            self.faults.append(f"{address}: {response.status_code}")
        if response.status_code >= 400 or not response["Content-Type"].startswith("text/html"):
            return []
        page = Page(response.content.decode())
        marks = [fragment, *(link[1:] for link in page.links if link.startswith("#"))]
        lost = [f"nothing is called #{mark}" for mark in marks if mark and mark not in page.ids]
        self.faults += [f"{address}: {fault}" for fault in (*page.faults(), *lost)]
        base = response.request["PATH_INFO"]
        self.kinds["/" + str(resolve(base).route)] += base != path
        links = (urljoin(base, link) for link in page.links if not link.startswith("#"))
        return [link for link in links if link.startswith("/") and not link.startswith("/static/")]
