"""Uploaded files that no row names: their transaction was taken back, or their worker died."""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

log = logging.getLogger(__name__)

# A file is written before its row is committed.
OLD = timedelta(days=1)
CHUNK = 1_000
# Where fields put their files: `documents/%Y/%m`. Other folders are nobody's to tidy here.
_DATED = re.compile(r"(?P<root>.+)/%Y/%m")
_YEAR, _MONTH = re.compile(r"\d{4}"), re.compile(r"\d{2}")


def sweep_files(*, now: datetime) -> int:
    """Delete them a day after they were written. How many."""
    return sum(_sweep(root, columns, now=now) for root, columns in _columns().items())


def _columns() -> dict[str, list[models.FileField]]:
    """The fields of all tables that keep files, by the folder in which these lie."""
    found = defaultdict(list)
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                dated = _DATED.fullmatch(str(field.upload_to))
                if dated:
                    found[dated["root"]].append(field)
    return found


def _sweep(root: str, columns: list[models.FileField], *, now: datetime) -> int:
    if not any(column.model._base_manager.exists() for column in columns):
        # A database that was just emptied, or is another one, must not cost the files.
        return 0
    deleted = 0
    for folder in _folders(root):
        names = _inside(folder)[1]
        for start in range(0, len(names), CHUNK):
            paths = {f"{folder}/{name}" for name in names[start : start + CHUNK]}
            deleted += _delete(paths - _named(columns, paths), now=now)
    if deleted:
        log.info("%d files of %s had no row and were deleted", deleted, root)
    return deleted


def _folders(root: str) -> Iterator[str]:
    for year in filter(_YEAR.fullmatch, _inside(root)[0]):
        for month in filter(_MONTH.fullmatch, _inside(f"{root}/{year}")[0]):
            yield f"{root}/{year}/{month}"


def _inside(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _named(columns: list[models.FileField], paths: set[str]) -> set[str]:
    found: set[str] = set()
    for column in columns:
        rows = column.model._base_manager.filter(**{f"{column.name}__in": paths})
        found.update(rows.values_list(column.name, flat=True))
    return found


def _delete(paths: set[str], *, now: datetime) -> int:
    old = [path for path in paths if default_storage.get_modified_time(path) < now - OLD]
    for path in old:
        default_storage.delete(path)
    return len(old)
