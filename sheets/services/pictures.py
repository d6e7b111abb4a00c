"""The pictures of a sheet on the disk, in a folder that belongs to the sheet.

They are taken out when the sheet is read, by the process that reads it, under the prints of their
content: whoever reads it again writes the same files once more and makes none twice. What is saved
later names them where they lie, so that saving copies nothing.
"""

from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from core.work import WorkState
from reports.models import Evidence
from sheets.book import Book
from sheets.checks.pictures import Pictures
from sheets.models import Sheet

LONGEST_NAME = 100


def folder_of(sheet: Sheet) -> str:
    """Its name in the portal's storage; empty where pictures would prove nothing."""
    return f"sheets/pictures/{sheet.pk}" if sheet.columns == "reports" else ""


def path_of(sheet: Sheet) -> Path | None:
    folder = folder_of(sheet)
    return Path(default_storage.path(folder)) if folder else None


def pictures_of(sheet: Sheet, book: Book) -> Pictures:
    name = sheet.name.rpartition(".")[0] or sheet.name
    return Pictures(book, folder=folder_of(sheet), name=name[:LONGEST_NAME].strip())


def tidy_pictures(sheet: Sheet) -> None:
    """Delete what no line and no evidence names: pictures beside the table, halves of copies.

    Not while another worker reads the sheet: what it took out is not named yet.
    """
    path = path_of(sheet)
    if path is not None and path.is_dir():
        _tidy(sheet, path)


@transaction.atomic
def _tidy(sheet: Sheet, path: Path) -> None:
    held: Sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.work_state == WorkState.RUNNING and held.attempts != sheet.attempts:
        return
    lines = held.lines.exclude(pictures=[]).values_list("pictures", flat=True)
    wanted = {each["file"] for pictures in lines for each in pictures}
    proofs = Evidence.objects.filter(origin=held.origin)
    wanted |= set(proofs.values_list("file", flat=True))
    folder = folder_of(held)
    for file in path.iterdir():
        if f"{folder}/{file.name}" not in wanted:
            file.unlink(missing_ok=True)
    if not any(path.iterdir()):
        path.rmdir()
