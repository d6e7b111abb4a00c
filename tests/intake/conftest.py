from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from intake.models import Draft
from tests.intake import sample


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:
    """Uploaded files go where the test ends."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def draft(city, now) -> Draft:
    return sample.draft(city, now)


@pytest.fixture
def desk(client: Client, ines) -> Client:
    """Ines at her screen, in English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(ines)
    return client
