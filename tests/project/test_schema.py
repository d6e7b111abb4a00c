"""The description of the API is whole, and its documentation is readable here."""

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema


@pytest.fixture
def schema():
    GENERATOR_STATS.reset()
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_schema_is_valid_and_made_without_a_warning(schema, capsys):
    validate_schema(schema)
    told = capsys.readouterr().err
    assert (dict(GENERATOR_STATS._warn_cache), dict(GENERATOR_STATS._error_cache)) == ({}, {}), told


def test_every_operation_says_what_it_is_for(schema):
    mute = [
        f"{verb} {path}"
        for path, verbs in schema["paths"].items()
        for verb, operation in verbs.items()
        if not operation.get("description")
    ]
    assert mute == []


def test_the_documentation_needs_no_exception_from_the_security_policy(client, db):
    page = client.get("/api/docs/")
    assert "unsafe" not in page["Content-Security-Policy"]
    assert b"<style" not in page.content
    assert b"http" not in page.content.replace(b"http-equiv", b"")
