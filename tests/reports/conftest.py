"""Reports that were sent, and somebody who reads the pages in English."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from reports import services
from reports.rules import Content
from tests import make

GOOD = Content(percent=Decimal(60), progress="已完成入库评审。", problems="资金未到位。")


@pytest.fixture(autouse=True)
def english():
    """Sentences are compared in English, whatever was compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def as_(client):
    """Sign in as somebody and read in English."""

    def sign_in(user):
        client.cookies["django_language"] = "en"
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def sent(report, anna, now):
    """Anna's report, waiting for review."""
    seen = {"report_id": report.pk, "revision": 0}
    return services.submit_report(**seen, content=GOOD, by=anna, now=now)


@pytest.fixture
def august(plan, report, anna, rita, now):
    """What the north bureau reported a month before."""
    before = make.period(plan, starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 31))
    old = make.report(before, report.assignment)
    content = Content(percent=Decimal(45), progress="已印发方案。正在评审。")
    seen = {"by": anna, "now": now}
    services.submit_report(report_id=old.pk, revision=0, content=content, **seen)
    services.approve_report(report_id=old.pk, revision=1, by=rita, now=now)
    return old
