"""The hidden mark of a line, which nobody but the portal can have written."""

from functools import cache
from hmac import HMAC
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes

from sheets.columns.definition import Written
from sheets.rules.cells import Around, Cell, Reading, Unreadable

LINE_SALT = "luoshi.sheets.line"


class Mark(NamedTuple):
    """The report that a line is about, and what was known of it when the workbook was made.

    `seen` is a print of the content that stood in the line; empty where nothing did.
    """

    report_id: int
    revision: int
    seen: str = ""


def read_mark(cell: Cell, _around: Around) -> Reading:
    if not isinstance(cell, str):
        raise Unreadable("no_token" if cell is None else "tampered_line")
    try:
        report_id, revision, *seen = _signer(settings.SECRET_KEY).unsign(cell.strip()).split(".")
        return Reading(Mark(int(report_id), int(revision), *seen[:1]), cell)
    except (signing.BadSignature, ValueError) as error:
        raise Unreadable("tampered_line") from error


def write_mark(mark: Mark) -> Written:
    told = f"{mark.report_id}.{mark.revision}"
    return _signer(settings.SECRET_KEY).sign(f"{told}.{mark.seen}" if mark.seen else told)


class _Signer(signing.Signer):
    """Signs as Django does, but derives the key once: a city's sheet has 200,000 marks."""

    def signature(self, value: str | bytes, key: str | bytes | None = None) -> str:
        """What the base class computes; tests compare them."""
        digest = _started(self.salt, key or self.key).copy()
        digest.update(force_bytes(value))
        return signing.b64_encode(digest.digest()).decode()


@cache
def _started(salt: str, key: str | bytes) -> HMAC:
    return salted_hmac(f"{salt}signer", b"", key, algorithm="sha256")


@cache
def _signer(_key: str) -> signing.Signer:
    return _Signer(salt=LINE_SALT)
