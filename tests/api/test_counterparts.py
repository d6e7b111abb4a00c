"""Everything that a page does, the API does as well; or the table says why not."""

from pathlib import Path

from tests.api.test_scopes import acts
from tests.project import world
from tests.project.test_access import table

COUNTERPARTS = Path(__file__).with_name("counterparts.txt")
# Answers that mean: nobody gets in here by POST.
SHUT = {"in", "401", "403", "404", "405", "any"}


def _told() -> dict[str, str]:
    """Page -> names of acts, or `# why there is none`."""
    lines = COUNTERPARTS.read_text(encoding="utf-8").splitlines()[1:]
    return {page: rest.strip() for page, rest in (line.split(maxsplit=1) for line in lines)}


def _pages() -> set[str]:
    """Routes of pages where a POST does something for somebody."""
    _people, answers = table()
    return {
        route
        for (route, method), line in answers.items()
        if method == "POST" and not route.startswith("/api/") and set(line) - SHUT
    }


def test_every_page_that_does_something_has_its_line():
    assert _pages() - set(_told()) == set()


def test_no_line_is_about_a_page_that_is_gone():
    """A page may have a line though the walk through all pages asks it for nothing."""
    assert set(_told()) - set(world.routes()) == set()


def test_every_counterpart_is_an_act_of_the_api():
    named = {n for rest in _told().values() if not rest.startswith("#") for n in rest.split()}
    assert named - acts() == set()


def test_every_act_of_the_api_is_what_some_page_does():
    """`report-batch` is what a sheet does, which is a file and not a form."""
    named = {n for rest in _told().values() if not rest.startswith("#") for n in rest.split()}
    assert acts() - named == {"report-batch"}


def test_a_reason_is_a_sentence():
    reasons = [rest for rest in _told().values() if rest.startswith("#")]
    assert all(len(reason) > 30 and reason.endswith((".", ").")) for reason in reasons)
