"""What every uploaded file goes through before anything reads it."""

import hashlib
import re
import unicodedata
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import File
from django.db import connection

LONGEST_NAME = 120
# Control characters and those that turn the direction of writing, which disguise endings.
_DISGUISES = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def shown_name(name: str) -> str:
    """A file's name as people may see it; it never becomes a path."""
    plain = _DISGUISES.sub("", unicodedata.normalize("NFC", name))
    last = re.split(r"[/\\]", plain)[-1].strip()
    return last[-LONGEST_NAME:] or "?"


def stored_name(name: str) -> str:
    """A name that nobody chose, with the ending that readers go by."""
    ending = PurePath(shown_name(name)).suffix.lower()
    return f"{uuid4()}{ending}" if re.fullmatch(r"\.[a-z0-9]{1,5}", ending) else str(uuid4())


def sha256_of(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def one_at_a_time(sha256: str) -> None:
    """Hold back other uploads of the same file until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:15], 16)])
