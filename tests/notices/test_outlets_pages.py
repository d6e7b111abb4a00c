"""The head of the office keeps the list of groups and gateways; no secret is ever shown."""

from base64 import b64encode
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.urls import reverse

from core.errors import RuleBroken
from core.models import AuditEntry
from core.work import WorkState
from notices.models import Message, Outlet
from notices.rules import OutletKind
from notices.services import Kept, add_outlet, change_outlet, try_outlet
from tests import make

PAGE, ADD = reverse("notices:outlets"), reverse("notices:outlet-add")
QUERIES = 7
TOKEN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
ADDRESS = f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}"
SECRET = "SECa-fictional-secret-of-yunling"
KEY = b64encode(bytes(32)).decode()


def filled_in(**fields: Any) -> dict[str, Any]:
    usual = {"name": "督查群", "kind": "dingtalk", "address": ADDRESS, "secret": SECRET}
    return usual | {"is_active": "on"} | fields


@pytest.fixture
def kept(otto, now) -> Outlet:
    """The office's own group on DingTalk."""
    robot = Kept("督查群", OutletKind.DINGTALK, None, ADDRESS, SECRET)
    return add_outlet(kept=robot, by=otto, now=now)


def test_the_head_of_the_office_adds_a_group(client, otto) -> None:
    client.force_login(otto)
    assert client.post(ADD, filled_in()).headers["Location"] == PAGE
    outlet = Outlet.objects.get()
    assert (outlet.address, outlet.secret, outlet.unit) == (ADDRESS, SECRET, None)


def test_a_unit_has_a_group_of_its_own(client, otto, north) -> None:
    client.force_login(otto)
    client.post(ADD, filled_in(unit=north.pk))
    assert Outlet.objects.get().unit == north
    assert north.name in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"address": "https://example.org/"}, "OUTLET_HOSTS"),
        ({"address": "http://oapi.dingtalk.com/"}, "https"),
        ({"address": "robot"}, "网址"),
        ({"address": ""}, "网址"),
        ({"kind": "folder", "address": "gateway"}, "OUTLET_FOLDER"),
        ({"kind": "webhook", "secret": "short"}, "base64"),
        ({"kind": "webhook", "secret": ""}, "base64"),
    ],
)
def test_what_is_not_allowed_is_refused_with_a_sentence(fields, said, client, otto) -> None:
    client.force_login(otto)
    answer = client.post(ADD, filled_in(**fields))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert SECRET not in answer.content.decode()
    assert not Outlet.objects.exists()


def test_a_name_is_taken_once(client, kept, otto) -> None:
    client.force_login(otto)
    answer = client.post(ADD, filled_in())
    assert answer.status_code == 422 and "同名" in answer.content.decode()


@pytest.mark.parametrize("name", ["../etc", "a/b", ".hidden", "大", "a" * 41])
def test_folders_have_plain_names(name, settings, tmp_path, otto, now) -> None:
    settings.OUTLET_FOLDER = tmp_path
    with pytest.raises(RuleBroken):
        add_outlet(kept=Kept("网关", OutletKind.FOLDER, None, name), by=otto, now=now)


def test_no_secret_is_shown_or_written_down_anywhere(client, kept, otto) -> None:
    client.force_login(otto)
    pages = [PAGE, reverse("notices:outlet", args=[kept.pk]), "/api/v1/outlets/"]
    said = "".join(client.get(page).content.decode() for page in pages)
    said += str(list(AuditEntry.objects.values()))
    with connection.cursor() as cursor:
        for table in ("notices_outlet", "notices_outletevent", "core_auditentry"):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" AS t')
            said += str(cursor.fetchall())
    assert "https://oapi.dingtalk.com/…e1f0" in said
    assert TOKEN not in said and SECRET not in said


def test_an_empty_address_stays_what_it_was(client, kept, otto) -> None:
    client.force_login(otto)
    page = reverse("notices:outlet", args=[kept.pk])
    client.post(page, filled_in(name="新名", address="", secret="", is_active=""))
    kept.refresh_from_db()
    assert (kept.name, kept.is_active) == ("新名", False)
    assert (kept.address, kept.secret) == (ADDRESS, SECRET)


def test_a_new_secret_alone_is_taken(kept, otto, now) -> None:
    change = Kept(kept.name, OutletKind.DINGTALK, None, secret="another")
    change_outlet(outlet_id=kept.pk, kept=change, by=otto, now=now)
    kept.refresh_from_db()
    assert (kept.address, kept.secret) == (ADDRESS, "another")


def test_another_robot_does_not_inherit_the_secret(kept, otto, now) -> None:
    change = Kept(kept.name, OutletKind.DINGTALK, None, address=ADDRESS + "0")
    change_outlet(outlet_id=kept.pk, kept=change, by=otto, now=now)
    kept.refresh_from_db()
    assert (kept.address, kept.secret) == (ADDRESS + "0", "")


def test_another_kind_needs_its_address(kept, otto, now) -> None:
    change = Kept(kept.name, OutletKind.WEBHOOK, None, secret=KEY)
    with pytest.raises(RuleBroken):
        change_outlet(outlet_id=kept.pk, kept=change, by=otto, now=now)


def test_each_act_is_in_the_trail(kept, otto, now) -> None:
    change_outlet(outlet_id=kept.pk, kept=Kept("群", OutletKind.DINGTALK, None), by=otto, now=now)
    try_outlet(outlet_id=kept.pk, by=otto, now=now)
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["outlet.added", "outlet.changed", "outlet.tried"]


def test_a_trial_is_on_its_way_and_the_page_shows_what_became_of_it(client, kept, otto) -> None:
    client.force_login(otto)
    client.post(reverse("notices:outlet-try", args=[kept.pk]))
    message = Message.objects.get(is_trial=True)
    message.work_state, message.work_error = WorkState.FAILED, "refused: 310000 <b>sign</b>"
    message.save()
    assert "310000 &lt;b&gt;sign&lt;/b&gt;" in client.get(PAGE).content.decode()


def test_what_is_not_in_use_is_not_tried(client, kept, otto) -> None:
    Outlet.objects.update(is_active=False)
    client.force_login(otto)
    answer = client.post(reverse("notices:outlet-try", args=[kept.pk]), follow=True)
    assert "未启用" in answer.content.decode()
    assert not Message.objects.exists()


def test_inspectors_look_and_change_nothing(client, kept, ines) -> None:
    client.force_login(ines)
    assert "督查群" in client.get(PAGE).content.decode()
    for page in (ADD, reverse("notices:outlet", args=[kept.pk])):
        assert client.post(page, filled_in(name="别的")).status_code == 404
    assert client.post(reverse("notices:outlet-try", args=[kept.pk])).status_code == 404
    assert Outlet.objects.get().name == "督查群"


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_asks_the_same_questions_however_long(
    count, client, otto, north, django_assert_num_queries
) -> None:
    for number in range(count):
        outlet = make.outlet(ADDRESS, name=f"群{number}", unit=north if number % 2 else None)
        make.message(outlet)
    client.force_login(otto)
    client.get(PAGE)
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)


def test_programs_of_the_office_read_the_list(client, kept, ines, anna) -> None:
    client.force_login(ines)
    (line,) = client.get("/api/v1/outlets/").json()["results"]
    assert (line["address"], line["is_signed"]) == ("https://oapi.dingtalk.com/…e1f0", True)
    client.force_login(anna)
    assert client.get("/api/v1/outlets/").status_code == 404


def test_a_host_that_is_none_stops_the_portal_from_starting(settings) -> None:
    settings.OUTLET_HOSTS = ["robot.example/send"]
    with pytest.raises(SystemCheckError, match="OUTLET_HOSTS"):
        call_command("check")
