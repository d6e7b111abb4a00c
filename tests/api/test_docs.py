"""The description, whole and a resource at a time."""

import pytest

from config.schema import described, only, resources


def references(part):
    if isinstance(part, dict):
        found = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return found + [each for value in part.values() for each in references(value)]
    return [each for value in part for each in references(value)] if isinstance(part, list) else []


def test_each_resource_has_all_that_it_names_and_together_they_are_the_whole():
    whole = described("en")
    paths = dict[str, object]()
    for resource in resources(whole):
        part = only(whole, resource)
        for reference in references(part["paths"]) + references(part["components"]):
            _hash, _components, kind, name = reference.split("/")
            assert name in part["components"][kind]
        paths |= part["paths"]
    assert paths == whole["paths"]


def test_a_part_is_small(client, anna):
    client.force_login(anna)
    whole, part = (client.get("/api/schema/", wish) for wish in ({}, {"resource": "targets"}))
    assert len(part.content) < len(whole.content) / 4
    assert client.get("/api/schema/", {"resource": "nothing"}).json()["paths"] == {}


@pytest.mark.parametrize("wish", [{}, {"resource": "slips"}, {"resource": "nothing"}])
def test_the_page_names_the_resources_and_shows_one(client, anna, wish):
    client.force_login(anna)
    page = client.get("/api/docs/", wish).content.decode()
    shown = wish.get("resource") if wish.get("resource") == "slips" else "account-requests"
    assert f'href="?resource={shown}" aria-current="page"' in page
    script = client.get("/api/docs/", wish | {"script": ""}).content.decode()
    assert f"resource\\u003D{shown}".replace("-", "\\u002D") in script
