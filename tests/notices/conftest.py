from collections.abc import Iterator

import pytest

from notices.models import Message, Notice, Outlet
from tasks.models import Task
from tests import make
from tests.notices.mail_server import MailServer
from tests.notices.receiver import Receiver


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    server = MailServer()
    for name, value in server.settings.items():
        setattr(settings, name, value)
    yield server
    server.stop()


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    """A gateway inside of the office's own network."""
    receiver = Receiver()
    settings.OUTLET_LOCAL_HOSTS = [f"http://{receiver.host}"]
    yield receiver
    receiver.stop()


@pytest.fixture
def outlet(db, receiver: Receiver) -> Outlet:
    """The robot of the office's own group."""
    return make.outlet(f"http://{receiver.host}/cgi-bin/webhook/send?key=0123456789abcdef")


@pytest.fixture
def task(task: Task) -> Task:
    """Its units have confirmed the receipt, which is a matter of its own."""
    task.assignments.update(received_at=make.NOW)
    return task


@pytest.fixture
def notice(report, anna) -> Notice:
    """Anna is to be told that the report is one working day late."""
    return make.notice(report, anna)


@pytest.fixture
def letter(notice: Notice, anna) -> Message:
    """The letter that takes the notice along."""
    return make.letter(anna)
