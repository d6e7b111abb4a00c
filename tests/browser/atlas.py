"""Every page of every role: the table of who gets what, and which states of a page there are."""

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.project.test_access import table

# What stands in the address of a page, by the page's name.
Places = Mapping[str, int | str | tuple[int | str, ...]]

# One of the demonstration's accounts for each role, and one that has none.
PEOPLE = {
    "anonymous": "nobody",
    "leader": "shenwenyuan",
    "office_head": "guyanping",
    "inspector": "xuezhiheng",
    "reporter": "hejianing",
    "reviewer": "songboyu",
    "head": "qinruozhou",
    "system_admin": "dingkaixuan",
    "security_admin": "yanshuwen",
    "auditor": "kongdejian",
    "no_role": "newcomer",
}
# They answer with a file, or with the piece of a page that a script asks for.
NO_PAGES = {
    "notices:count",
    "notices:next",
    "reports:evidence",
    "sheets:download",
    "sheets:marked-file",
    "sheets:original",
    "slips:file",
    "tasks:proof",
}
# A page is named by its URL; words after it choose among several, a query goes along. These stand
# for the plain page with the same person, who sees it so as well.
STATES = {
    "shenwenyuan": [
        "dashboards:leader",
        "dashboards:leader ?as_of=2026-01-31",
        "dashboards:coverage ?part=missing",
        "dashboards:search ?q=企业",
        "dashboards:search ?q=企业&kind=task",
        "dashboards:search ?q=没有的词",
        "dashboards:cascade-lines ?outcome=missing",
        "notices:mutes",
    ],
    "guyanping": [
        "dashboards:meeting ?item=2",
        "notices:board",
        "notices:board ?failed=1",
        "notices:ladder",
        "notices:ladder ?preset=strict",
        "sheets:office",
        "sheets:office ?of=&plan=",
    ],
    "xuezhiheng": [
        "intake:document to check",
        "intake:document to check ?edit=tasks-t1",
        "intake:document to check ?edit=targets-new",
        "intake:document unreadable",
        "intake:document waiting",
        "slips:list ?list=all",
        "slips:late ?kind=target",
        "slips:slip sent",
        "slips:slip draft",
        "briefs:circulars",
        "briefs:circulars ?outdated=1",
        "briefs:circular brief",
        "briefs:circular wrong",
        "briefs:circular draft",
    ],
    "hejianing": [
        "reports:report to write",
        "reports:report returned",
        "sheets:sheet read",
        "sheets:sheet waiting",
        "sheets:sheet asking",
        "sheets:sheet understood",
        "sheets:sheet saved",
        "sheets:sheet refused",
    ],
    # A unit that assists says no to its part; the others have nothing of the kind.
    "songboyu": ["reports:report to review", "tasks:part-refuse"],
}


def atlas() -> list[tuple[str, str]]:
    """Who sees which page."""
    return [(person, page) for role, person in PEOPLE.items() for page in _seen_by(role, person)]


def first_seen() -> list[tuple[str, str]]:
    """Each page once, with the first who sees it."""
    first: dict[str, str] = {}
    for person, page in atlas():
        first.setdefault(page, person)
    return [(person, page) for page, person in first.items()]


def address(page: str, places: Places) -> str:
    place, _mark, query = page.partition(" ?")
    key = places.get(place, ())
    keys = key if isinstance(key, tuple) else (key,)
    return reverse(place.split()[0], args=keys) + (query and f"?{query}")


def pages_of(role: str) -> list[str]:
    """The names of what the table of who gets what gives this role as a page."""
    people, answers = table()
    column = people.index(role)
    # A route that the table has not yet fails the test of the table.
    opens = {
        route
        for (route, method), got in answers.items()
        if method == "GET" and got[column] == "200"
    }
    named = _named(get_resolver(), "/", "")
    return [
        name for route, name in named if route in opens and name not in NO_PAGES and _is_page(route)
    ]


def _seen_by(role: str, person: str) -> list[str]:
    states = STATES.get(person, [])
    told = {state.split()[0] for state in states}
    return [page for page in pages_of(role) if page not in told] + states


def _is_page(route: str) -> bool:
    """Files end in their kind, and programs have a door of their own."""
    return "." not in route.rsplit("/", 1)[-1] and not route.startswith("/api/")


def _named(resolver: URLResolver, before: str, space: str) -> Iterator[tuple[str, str]]:
    """Routes as the URL configuration writes them, with the names they go by."""
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here, f"{space}{entry.name}"
        else:
            name = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _named(entry, here, name)
