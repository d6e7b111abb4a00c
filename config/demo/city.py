"""Units with all their names, groups, people and roles of the fictional city."""

from typing import Any

from django.contrib.auth.hashers import make_password

from config.demo.files import read
from units import demo
from units.models import GroupMember, Membership, Unit, UnitGroup, UnitName, User
from units.rules import NameKind, name_key


def load_city() -> None:
    units = _load_units()
    _load_groups(units)
    _load_people(units)


def _load_units() -> dict[str, Unit]:
    city = read("city")
    units: dict[str, Unit] = {}
    for order, entry in enumerate(city["unit"], start=1):
        unit = Unit(
            name=entry["name"],
            kind=entry["kind"],
            level=entry["level"],
            parent=units.get(entry.get("parent")),
            protocol_order=order * 10,
        )
        unit.save()
        units[unit.name] = unit
    for entry in city["unit"]:
        units[entry["name"]].scope = units[entry.get("scope", city["scope"])]
    Unit.objects.bulk_update(units.values(), ["scope"])
    names = [name for entry in city["unit"] for name in _names(entry, units)]
    UnitName.objects.bulk_create(names)
    return units


def _names(entry: dict[str, Any], units: dict[str, Unit]) -> list[UnitName]:
    unit = units[entry["name"]]

    def named(name: str, kind: NameKind, **validity: Any) -> UnitName:
        return UnitName(
            unit=unit, scope=unit.scope, name=name, key=name_key(name), kind=kind, **validity
        )

    former = entry.get("former", [])
    return [
        named(entry["name"], NameKind.SHORT),
        named(entry["full"], NameKind.FULL),
        *(named(alias, NameKind.ALIAS) for alias in entry.get("aliases", [])),
        *(named(old["name"], NameKind.FORMER, valid_to=old["until"]) for old in former),
    ]


def _load_groups(units: dict[str, Unit]) -> None:
    city = read("city")
    for entry in city["group"]:
        name, scope = entry["name"], units[entry.get("scope", city["scope"])]
        group = UnitGroup.objects.create(name=name, key=name_key(name), scope=scope)
        GroupMember.objects.bulk_create(
            GroupMember(
                group=group,
                unit=units[member["unit"]],
                valid_from=member.get("from"),
                valid_to=member.get("until"),
            )
            for member in entry["members"]
        )


def _load_people(units: dict[str, Unit]) -> None:
    domain = read("city")["email_domain"]
    # One hash for all: hashing thirty times would take longer than all the rest.
    password = make_password(demo.PASSWORD)
    people = read("people")["person"]
    users = User.objects.bulk_create(
        User(
            username=person["login"],
            name=person["name"],
            email=f"{person['login']}@{domain}",
            password=password,
        )
        for person in people
    )
    for user, person in zip(users, people, strict=True):
        for entry in person["roles"]:
            role, _, unit = (part.strip() for part in entry.partition("@"))
            membership = Membership.objects.create(user=user, unit=units[unit], role=role)
            if role == "leader":
                membership.watched_units.set(units[name] for name in person.get("watches", []))
