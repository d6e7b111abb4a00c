"""Sheets with people. They become requests: the security administrator opens the accounts."""

from datetime import date, datetime
from typing import Any

from core.errors import RuleBroken
from sheets import queries, wording
from sheets.book import Book
from sheets.checks import PeopleJudge
from sheets.checks.pictures import Pictures
from sheets.checks.sources import Source
from sheets.models import Sheet, uploader_of
from sheets.rules.cells import Around
from sheets.services.kinds.handling import Handling
from sheets.services.tables import table_source
from units.models import User
from units.rules import Role
from units.services import NewAccount, create_accounts


def find(sheet: Sheet, book: Book, *, now: datetime) -> Source:
    return table_source(sheet, book, kind=sheet.columns)


def judge(
    sheet: Sheet, *, ends_on: date | None, around: Around, today: date, pictures: Pictures
) -> PeopleJudge:
    return PeopleJudge(around=around)


def save(sheet: Sheet, *, now: datetime) -> int:
    lines = queries.lines_to_save(sheet, submit=False).order_by("page", "row")
    people = [_account(row) for row in lines.values_list("content", flat=True)]
    return len(create_accounts(people, by=uploader_of(sheet), now=now))


def _account(row: dict[str, Any]) -> NewAccount:
    roles = tuple((int(row["unit_id"]), Role(role)) for role in row["roles"].split(","))
    return NewAccount(row["username"], row["name"], row["email"], row["phone"], roles)


def withdraw(sheet: Sheet, *, by: User, now: datetime) -> int:
    """Never: what was asked for is closed where accounts are, one by one and on record."""
    raise RuleBroken(wording.stays(sheet))


HANDLING = Handling(find, judge, save, withdraw, once="content->>'username'", twice="login_twice")
