"""Every verb of the units app leaves an entry in the audit trail."""

import inspect
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core.models import AuditEntry
from core.notice_lines import Day
from tests import make
from units import services
from units.models import SignInCount, StandIn
from units.rules import Role, Scope
from units.services import Absence

TODAY = date(2026, 10, 14)  # make.NOW
LATER = date(2026, 12, 1)
GUESS = {"username": "guess", "address": "192.0.2.7"}
NEW = {"username": "fresh", "name": "Fresh", "email": "", "phone": ""}
PASSWORD = "a-long-enough-one-2026"

SERVICES = sorted(
    name
    for name, member in inspect.getmembers(services, inspect.isfunction)
    if name in services.__all__
)
# What each verb is given besides `now`, and the entry that it leaves.
ACTS: dict[str, tuple[Callable[[Any], dict[str, Any]], str]] = {
    "add_member": (lambda c: {"group_id": c.group.pk, "unit": c.north}, "group.member_added"),
    "add_name": (lambda c: {"name": "科创局", "unit": c.north}, "unit.named"),
    "add_names": (lambda c: {"names": [(c.north, "科创局")]}, "unit.named"),
    "approve_account": (lambda c: {"request_id": c.asked.pk, "by": c.sue}, "account.approved"),
    "ask_to_reopen": (lambda c: {"user_id": c.closed.pk}, "account.requested"),
    "change_password": (lambda c: {"user": c.anna, "password": PASSWORD}, "password_changed"),
    "close_account": (lambda c: {"user_id": c.anna.pk}, "account.closed"),
    "create_account": (lambda c: NEW, "account.requested"),
    "create_accounts": (
        lambda c: {"people": [services.NewAccount("fresh", "Fresh", "", "")]},
        "account.requested",
    ),
    "create_group": (lambda c: {"name": "各区县", "scope": None}, "group.created"),
    "create_unit": (
        lambda c: {"name": "市水利局", "kind": "department", "level": "city", "parent": c.city},
        "unit.created",
    ),
    "create_units": (
        lambda c: {"wishes": [services.NewUnit("市水利局", "department", "city", c.city)]},
        "unit.created",
    ),
    "end_attempt": (lambda c: {"user": c.anna, "address": ""}, "account.signed_in"),
    "end_member": (lambda c: {"member_id": c.member.pk}, "group.member_ended"),
    "end_role": (lambda c: {"membership_id": c.anna.memberships.get().pk}, "role.ended"),
    "fail_attempt": (lambda c: GUESS, "sign_in.locked"),
    "give_stand_in": (
        lambda c: {"absence": Absence(c.north, c.hugo, c.rita, LATER, LATER, "休假")},
        "stand_in.given",
    ),
    "grant_role": (
        lambda c: {"user_id": c.anna.pk, "unit": c.south, "role": Role.HEAD},
        "role.granted",
    ),
    "hand_over": (
        lambda c: {"leaver_id": c.anna.pk, "successor_id": c.rita.pk, "units": [c.north]},
        "role.handed_over",
    ),
    "import_days": (lambda c: {"days": [Day(LATER, False, "市民节")]}, "calendar.imported"),
    "issue_password": (lambda c: {"user_id": c.anna.pk}, "account.password_issued"),
    "keep_stand_ins": (lambda c: {}, "stand_in.begun"),
    "make_token": (
        lambda c: {"name": "Script", "scopes": [Scope.READ], "ends_on": LATER, "by": c.anna},
        "token.made",
    ),
    "plant_units": (
        lambda c: {
            "rows": [
                services.Planted(
                    "2", services.NewUnit("西坡镇", "township", "township", None), "1"
                ),
                services.Planted("1", services.NewUnit("西山县", "government", "county", c.city)),
            ]
        },
        "unit.created",
    ),
    "refuse_account": (
        lambda c: {"request_id": c.asked.pk, "reason": "重复", "by": c.sue},
        "account.refused",
    ),
    "remove_name": (lambda c: {"name": "科技口", "unit": c.north}, "unit.name_removed"),
    "set_day": (lambda c: {"on": LATER, "works": False, "name": ""}, "calendar.day_set"),
    "unlock": (lambda c: {"count_id": SignInCount.objects.first().pk}, "sign_in.unlocked"),
    "watch_units": (
        lambda c: {"membership_id": c.lena.memberships.get().pk, "units": [c.north]},
        "role.field_set",
    ),
    "withdraw_stand_in": (lambda c: {"stand_in_id": c.stand_in.pk}, "stand_in.withdrawn"),
    "withdraw_token": (lambda c: {"token_id": c.token.pk}, "token.withdrawn"),
}
FIRST = ("name", "names", "wishes", "rows", "people", "absence", "days")
# It counts and decides nothing; what it leads to is on record, `sign_in.locked`.
SILENT = {"begin_attempt"}


@pytest.fixture
def cast(city, north, south, anna, rita, hugo, vera, lena, sam, sue, now) -> SimpleNamespace:
    """Everything that the acts are about."""
    group = services.create_group("各乡镇", scope=city, by=sam, now=now)
    member = services.add_member(group_id=group.pk, unit=south, by=sam, now=now)
    services.add_name("科技口", unit=north, by=sam, now=now)
    asked = services.create_account(**NEW | {"username": "new"}, by=sam, now=now)[0].requests.get()
    closed = services.close_account(user_id=make.user("closed").pk, by=sam, now=now)
    stand_in = services.give_stand_in(
        Absence(north, anna, rita, LATER, LATER, "培训"), by=hugo, now=now
    )
    StandIn.objects.update(starts_on=TODAY, ends_on=TODAY)
    token = make.token(vera, Scope.READ)[0]
    for _ in range(5):
        services.begin_attempt(**GUESS, now=now)
    return SimpleNamespace(**locals())


def test_every_verb_is_tried() -> None:
    assert sorted(ACTS.keys() | SILENT) == SERVICES


@pytest.mark.parametrize("name", ACTS)
def test_every_verb_leaves_its_entry(name, cast) -> None:
    service = getattr(services, name)
    given, verb = ACTS[name]
    wish = given(cast) | {"now": cast.now}
    if "by" in inspect.signature(service).parameters:
        wish.setdefault("by", cast.sue if name in {"hand_over", "unlock"} else cast.sam)
    before = AuditEntry.objects.count()
    first = [wish.pop(key) for key in FIRST if _is_first(service, key)]
    service(*first, **wish)
    new = AuditEntry.objects.order_by("pk")[before:]
    assert any(entry.verb.endswith(verb) for entry in new)


def _is_first(service: Callable[..., Any], key: str) -> bool:
    parameter = inspect.signature(service).parameters.get(key)
    return parameter is not None and parameter.kind is not parameter.KEYWORD_ONLY
