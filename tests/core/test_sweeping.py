"""Files whose row is gone are deleted, a day after they were written."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from core.jobs import sweep_files
from core.sweeping import OLD
from core.sweeping import sweep_files as delete_strays
from reports.models import Evidence

BEFORE = timezone.now() - OLD - timedelta(minutes=1)
# Once for each table that keeps files where some lie, and whether it has any.
STATEMENTS = 8


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def proof(media, report, anna, now) -> Path:
    """A file with a row, as old as the strays."""
    row = Evidence(report=report, name="名单.pdf", size=1, sha256="0" * 64, added_by=anna)
    row.added_at = now
    row.file.save("proof.pdf", ContentFile(b"1"))
    return aged(Path(row.file.path))


def aged(path: Path) -> Path:
    os.utime(path, (BEFORE.timestamp(), BEFORE.timestamp()))
    return path


def stray(folder: Path, name: str = "stray.pdf") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"2")
    return aged(folder / name)


def test_a_file_without_a_row_goes_and_one_with_a_row_stays(proof) -> None:
    lost = stray(proof.parent)
    sweep_files()
    assert (proof.exists(), lost.exists()) == (True, False)


def test_what_is_being_written_stays(proof) -> None:
    fresh = stray(proof.parent)
    os.utime(fresh)
    sweep_files()
    assert fresh.exists()


def test_folders_that_no_field_writes_to_are_left_alone(proof, media) -> None:
    kept = [
        stray(media / "sheets" / "pictures" / "7"),
        stray(media / "attachments"),
        stray(media / "brand"),
    ]
    sweep_files()
    assert all(path.exists() for path in kept)


def test_a_database_without_any_file_costs_none(proof, report) -> None:
    Evidence.objects.all().delete()
    sweep_files()
    assert proof.exists()


@pytest.mark.parametrize("size", [3, 30])
def test_many_files_cost_no_more_than_few(proof, size, django_assert_num_queries) -> None:
    for number in range(size):
        stray(proof.parent, f"{number}.pdf")
    with django_assert_num_queries(STATEMENTS):
        delete_strays(now=timezone.now())
    assert list(proof.parent.iterdir()) == [proof]
