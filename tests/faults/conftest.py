from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.notices.mail_server import MailServer


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    server = MailServer()
    for name, value in server.settings.items():
        setattr(settings, name, value)
    yield server
    server.stop()
