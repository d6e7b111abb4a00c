"""A database that was migrated once. Every process of every run takes a copy of it.

Migrating takes half a minute, copying a second. The name says from which migrations and models it
was made; whatever else has changed, Django migrates the copy as it would migrate any database.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from django.db import connection
from django.db.backends.utils import CursorWrapper

ROOT = Path(__file__).resolve().parents[1]
MADE_FROM = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "requirements.txt")
# Who makes one is alone on the server: two folders may have the same migrations.
LOCK = 7_202_611
KEPT = 3
MIGRATE = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


def template() -> str:
    """The name of the database, which is made if there is none yet."""
    name = f"luoshi_tests_{_fingerprint()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if name not in _templates(cursor):
            _make(cursor, name)
        for old in [each for each in _templates(cursor) if each != name][KEPT - 1 :]:
            cursor.execute(f"DROP DATABASE {old} WITH (FORCE)")
    return name


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in MADE_FROM for path in ROOT.glob(pattern)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _templates(cursor: CursorWrapper) -> list[str]:
    """The newest first."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname ~ '^luoshi_tests_[0-9a-f]{16}$'"
        " ORDER BY oid DESC"
    )
    return [name for (name,) in cursor.fetchall()]


def _make(cursor: CursorWrapper, name: str) -> None:
    """Under another name until it is complete: who makes it may be killed."""
    cursor.execute("DROP DATABASE IF EXISTS luoshi_tests_new WITH (FORCE)")
    cursor.execute("CREATE DATABASE luoshi_tests_new")
    # In a process of its own: the models of a hundred migrations would stay in this one's memory.
    subprocess.run([sys.executable, "-c", MIGRATE, "luoshi_tests_new"], cwd=ROOT, check=True)
    cursor.execute(f"ALTER DATABASE luoshi_tests_new RENAME TO {name}")
