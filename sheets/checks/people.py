"""What becomes of each line about a person who is to work in the portal."""

from collections.abc import Collection, Sequence

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sheets import queries
from sheets.checks.cells import Told, says_nothing
from sheets.checks.lines import Judged, Line
from sheets.checks.naming import SHOWN, UnitBook
from sheets.columns import KINDS
from sheets.queries import UnitFacts
from sheets.rules import Outcome
from sheets.rules.cells import Around
from units.models import User
from units.rules import Role, excluded_by

KIND = "people"
COLUMNS = KINDS[KIND]
LIMITS = {"username": 60, "name": 60, "phone": 30, "email": 254}
_username = UnicodeUsernameValidator()


class PeopleJudge:
    """Judges the lines of one sheet, batch by batch."""

    def __init__(self, *, around: Around) -> None:
        self.around = around
        self.units = UnitBook()

    def judge(self, claims: Sequence[Line]) -> list[Judged]:
        read = [self._read(line) for line in claims if not says_nothing(line, COLUMNS)]
        accounts = queries.names_of_accounts({told.text("username") for told in read})
        return [self._judged(told, accounts) for told in read]

    def _read(self, line: Line) -> Told:
        told = Told(line, KIND)
        for column in COLUMNS.values():
            told.take(column, self.around)
        told.limit(LIMITS)
        _check_username(told)
        if told.text("email") and not _is_email(told.text("email")):
            told.refuse("email", "not_an_email", told.text("email")[:SHOWN])
        roles = {Role(role) for role in told.fields.get("roles", ())}
        for role in sorted(roles):
            if (other := excluded_by(role, roles - {role})) is not None:
                told.refuse(
                    "roles", "roles_exclude", f"people.roles:{role}", f"people.roles:{other}"
                )
                break
        return told

    def _judged(self, told: Told, accounts: dict[str, tuple[int, str]]) -> Judged:
        judged = Judged(told.line, subject=(told.text("name") or told.text("username"))[:SHOWN])
        judged.troubles = told.troubles
        unit = self.units.only(told, "unit")
        known = accounts.get(told.text("username"))
        if known is not None:
            judged.about_id = known[0]
            if known[1] != told.text("name"):
                told.refuse("username", "login_taken", told.text("username"), known[1])
        if told.is_refused or unit is None:
            return judged.refuse()
        if known is not None:
            told.note("username", "account_known", told.text("username"))
            judged.outcome = Outcome.SAME
            return judged
        judged.content = _content(told, unit)
        judged.before = dict.fromkeys(set(COLUMNS) & set(judged.content), "")
        judged.outcome = Outcome.NEW
        return judged


def _check_username(told: Told) -> None:
    """Written in one way only: full-width letters become plain ones, as at signing in."""
    if not told.text("username"):
        return
    username = User.normalize_username(told.text("username"))
    told.fields["username"] = username
    try:
        _username(username)
    except ValidationError:
        told.refuse("username", "not_a_login", username[:SHOWN])


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _content(told: Told, unit: UnitFacts) -> dict[str, str]:
    roles: Collection[str] = told.fields["roles"]
    kept = {key: told.text(key) for key in ("username", "name", "phone", "email")}
    return kept | {"unit": unit.name, "unit_id": str(unit.pk), "roles": ",".join(roles)}
