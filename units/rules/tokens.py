"""What a program may do with a token, and for how long. Plain Python."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

USUAL_LIFE = timedelta(days=90)
LONGEST_LIFE = timedelta(days=365)
# Who renews a program's token has to find the one who runs the program.
ENDS_SOON = timedelta(days=14)
# More than a person can tell apart; whoever needs another one withdraws one.
MOST_TOKENS = 20
# Its last use is written down so often at most.
USE_COUNTS_AFTER = timedelta(minutes=1)


class Scope(StrEnum):
    """What a token opens of what its person may do; never more than that."""

    READ = "read"
    REPORT = "report"
    REVIEW = "review"
    UPLOAD = "upload"
    OFFICE = "office"
    ADMIN = "admin"


class TokenFault(StrEnum):
    """Why a token cannot be made."""

    NO_NAME = "no_name"
    NO_SCOPE = "no_scope"
    ENDED = "ended"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"


def days_left(ends_on: date, *, today: date) -> int | None:
    """How many days a token still works that ends soon, 0 on its last; None for all others."""
    return (ends_on - today).days if today <= ends_on <= today + ENDS_SOON else None


def token_fault(
    name: str, scopes: Collection[Scope], *, ends_on: date, today: date, others: int
) -> TokenFault | None:
    """What stands against a token that works until the end of `ends_on`; None where nothing."""
    if not name.strip():
        return TokenFault.NO_NAME
    if not scopes:
        return TokenFault.NO_SCOPE
    if ends_on < today:
        return TokenFault.ENDED
    if ends_on > today + LONGEST_LIFE:
        return TokenFault.TOO_LONG
    return TokenFault.TOO_MANY if others >= MOST_TOKENS else None
