"""The cast. Anna reports for the north bureau, Rita reviews there, Hugo heads it; Vera reports
for the south bureau. Ines inspects and Otto heads the supervision office; Lena leads the city.
Sam, Sue and Ada are the three administrators."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

from plans.models import Plan
from reports.models import Period, Report
from tasks.models import Task
from tests import make, shipped
from units.models import Unit, UnitKind, User
from units.rules import Role


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_keepdb: bool, django_db_blocker: DjangoDbBlocker
) -> None:
    """Tests on several connections go back to what migrations wrote, and others find it."""
    with django_db_blocker.unblock():
        if django_db_keepdb:
            # A run that was killed may have left rows in it.
            call_command("flush", interactive=False, verbosity=0)
            shipped.ship()
        shipped.keep()
    # The stubs leave out this hook, which Django calls after each test that commits.
    TransactionTestCase._fixture_teardown = lambda _test: shipped.go_back()  # type: ignore[attr-defined]  # Django's own


@pytest.fixture(autouse=True)
def own_language() -> None:
    """No test meets the language that the one before it left in the thread."""
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def quick() -> Iterator[None]:
    """No test waits for collectstatic, and none for a password: its hash is slow on purpose, and a
    thousand of them would be half of the tests' time.
    """
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    storages = settings.STORAGES | {"staticfiles": plain}
    with override_settings(STORAGES=storages, PASSWORD_HASHERS=hashers):
        yield


@pytest.fixture
def now() -> datetime:
    return make.NOW


@pytest.fixture
def city(db: None) -> Unit:
    return make.unit("云岭市政府", kind=UnitKind.GOVERNMENT)


@pytest.fixture
def office(city: Unit) -> Unit:
    return make.unit("市督查室", kind=UnitKind.OFFICE, parent=city, scope=city)


@pytest.fixture
def north(city: Unit) -> Unit:
    return make.unit("市科技局", parent=city, scope=city)


@pytest.fixture
def south(city: Unit) -> Unit:
    return make.unit("市财政局", parent=city, scope=city)


@pytest.fixture
def anna(north: Unit) -> User:
    return make.user("anna", (north, Role.REPORTER))


@pytest.fixture
def rita(north: Unit) -> User:
    return make.user("rita", (north, Role.REVIEWER))


@pytest.fixture
def hugo(north: Unit) -> User:
    return make.user("hugo", (north, Role.HEAD))


@pytest.fixture
def vera(south: Unit) -> User:
    return make.user("vera", (south, Role.REPORTER))


@pytest.fixture
def ines(office: Unit) -> User:
    return make.user("ines", (office, Role.INSPECTOR))


@pytest.fixture
def otto(office: Unit) -> User:
    return make.user("otto", (office, Role.OFFICE_HEAD))


@pytest.fixture
def lena(city: Unit) -> User:
    return make.user("lena", (city, Role.LEADER))


@pytest.fixture
def sam(city: Unit) -> User:
    return make.user("sam", (city, Role.SYSTEM_ADMIN))


@pytest.fixture
def sue(city: Unit) -> User:
    return make.user("sue", (city, Role.SECURITY_ADMIN))


@pytest.fixture
def ada(city: Unit) -> User:
    return make.user("ada", (city, Role.AUDITOR))


@pytest.fixture
def plan(city: Unit) -> Plan:
    return make.plan(city)


@pytest.fixture
def task(plan: Plan, north: Unit, south: Unit) -> Task:
    """Led by the north bureau, assisted by the south bureau."""
    return make.task(plan, north, south)


@pytest.fixture
def period(plan: Plan) -> Period:
    return make.period(plan)


@pytest.fixture
def report(period: Period, task: Task) -> Report:
    """What the north bureau owes for September about the task that it leads."""
    return make.report(period, task.assignments.get(role="lead"))
