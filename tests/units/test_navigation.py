"""What stands in the navigation of whom."""

import pytest
from django.urls import reverse

from units.context import AT_A_GLANCE, ENTRIES, entries_for

PEOPLE = ["anna", "rita", "hugo", "ines", "otto", "lena", "sam", "sue", "ada"]


def names(entries):
    return [entry.url_name for entry in entries]


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_has_more_entries_than_can_be_read_at_a_glance(who, request):
    shown, folded = entries_for(request.getfixturevalue(who))
    assert 0 < len(shown) <= AT_A_GLANCE + 1
    assert not folded or len(shown) + len(folded) > AT_A_GLANCE


@pytest.mark.parametrize("who", PEOPLE)
def test_every_entry_opens_for_those_who_have_it(who, request, client):
    person = request.getfixturevalue(who)
    client.force_login(person)
    shown, folded = entries_for(person)
    codes = {name: client.get(reverse(name)).status_code for name in names(shown + folded)}
    assert set(codes.values()) == {200}


def test_what_is_folded_is_still_on_the_page(client, otto):
    client.force_login(otto)
    _shown, folded = entries_for(otto)
    page = client.get(reverse("dashboards:plans")).text
    assert names(folded) == [
        "sheets:office",
        "slips:list",
        "instructions:list",
        "briefs:circulars",
        "units:list",
        "units:stand-ins",
        "units:calendar",
        "units:jobs",
    ]
    assert all(f'href="{reverse(name)}"' in page for name in names(folded))


def test_units_receive_and_the_office_adopts(anna, rita, ines):
    assert "tasks:to-receive" in names(entries_for(anna)[0])
    assert "tasks:to-receive" in names(entries_for(rita)[0])
    assert {"reports:office-review", "tasks:office"} <= set(names(entries_for(ines)[0]))


def test_every_entry_has_a_page():
    assert all(reverse(entry.url_name) for entry in ENTRIES)
