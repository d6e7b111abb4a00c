"""Through the demonstration: every figure opens its list, every lamp its reason."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from indicators.models import Indicator
from plans.models import Plan
from tests.dashboards.walking import figures, lamps
from units.models import User

OVERVIEWS = {
    "shenwenyuan": ["leader", "targets", "tasks", "plans", "coverage", "indicators"],
    "guyanping": ["office"],
    "xuezhiheng": ["inbox"],
    "qinruozhou": ["unit"],
}


@pytest.fixture
def demonstration(db: None, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    call_command("load_demo")


def of_plans() -> Iterator[str]:
    """The pages of each plan, and of its first promises."""
    for plan in Plan.objects.all():
        for page in ("plan", "source", "superior", "cascade", "cascade-lines"):
            yield reverse(f"dashboards:{page}", args=[plan.pk])
        for page, things in (("target", plan.targets), ("task", plan.tasks)):
            for pk in things.order_by("position").values_list("pk", flat=True)[:3]:
                yield reverse(f"dashboards:{page}", args=[pk])
    for pk in Indicator.objects.values_list("pk", flat=True)[:5]:
        yield reverse("dashboards:indicator", args=[pk])


def signed_in(login: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=login))
    return client


def wrong_on(client: Client, address: str) -> list[tuple[str, object, object]]:
    """Lamps that lead nowhere, and figures whose list has another length."""
    text = client.get(address).text
    wrong: list[tuple[str, object, object]] = [(address, at, "lamp") for at in lamps(text).loose]
    for link, number in figures(text):
        if link.startswith("?"):
            link = f"{address.partition('?')[0]}{link}"
        page = (client.get(link, follow=True).context or {}).get("page")
        if page is not None and page.paginator.count != number:
            wrong.append((address, (link, number), page.paginator.count))
    return wrong


def test_every_figure_opens_its_list_and_every_lamp_its_reason(demonstration: None) -> None:
    wrong = []
    for login, names in OVERVIEWS.items():
        client = signed_in(login)
        for name in names:
            wrong += wrong_on(client, reverse(f"dashboards:{name}"))
    client = signed_in("shenwenyuan")
    for address in of_plans():
        wrong += wrong_on(client, address)
    assert wrong == []
