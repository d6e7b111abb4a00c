"""Every workbook and every list that the portal hands out opens, and nothing in it runs.

Whatever a route answers with is looked at, so that a new one cannot be forgotten.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from openpyxl import load_workbook

from core.tables.csv_file import MIME as CSV
from indicators.models import Indicator, Target
from plans.models import Plan
from reports.models import Submission
from sheets.models import Kind, SheetLine
from sheets.writing import MIME as XLSX
from sheets.writing import ZIP_MIME
from tasks.models import Task
from tests.project import world
from tests.project.world import World
from tests.sheets.office import converted_all, needs_libreoffice
from tests.sheets.test_libreoffice import values
from units.models import Unit

# Who together get every kind of file; each is asked for what those before did not get.
PEOPLE = ("reporter", "reviewer", "inspector", "system_admin")
FORMULA = "=1+"
TEXTS = (
    (Plan, "title"),
    (Task, "title"),
    (Task, "quote"),
    (Target, "quote"),
    (Indicator, "name"),
    (Unit, "name"),
    (Submission, "progress"),
    (SheetLine, "subject"),
)
# Lists as .xlsx and .csv, workbooks of units and of the city, blank templates, the breakdown of a
# plan, the marked copy.
COUNTS = {XLSX: 41, CSV: 30}


@pytest.fixture
def city(db, settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path / "media"
    built = world.build()
    for model, field in TEXTS:
        model.objects.update(**{field: Concat(Value(FORMULA), F(field))})
    return built


@pytest.fixture
def handed_out(city) -> dict[str, dict[str, bytes]]:
    """Kind -> address -> file; those in an archive as well."""
    found: dict[str, dict[str, bytes]] = {XLSX: {}, CSV: {}}
    for address, kind, content in _files(city):
        if kind == ZIP_MIME:
            with ZipFile(io.BytesIO(content)) as archive:
                found[XLSX] |= {name: archive.read(name) for name in archive.namelist()}
        elif kind in found:
            found[kind][address] = content
    assert {kind: len(files) for kind, files in found.items()} == COUNTS
    return found


def _files(city: World) -> Iterator[tuple[str, str, bytes]]:
    left = {city.address(route) for route in world.routes()} - {"/healthz"}
    left |= {f"/sheets/templates/{kind}.xlsx" for kind in Kind.values}
    for person in PEOPLE:
        client = world.signed_in(city.people[person])
        for address in sorted(left):
            answer = client.get(address)
            if answer.status_code == 200:
                left.remove(address)
                yield address, answer["Content-Type"], b"".join(answer)


def test_no_cell_runs(handed_out):
    said = 0
    for address, content in handed_out[XLSX].items():
        for sheet in load_workbook(io.BytesIO(content)):
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert not [cell for cell in cells if cell.data_type == "f"], address
            said += sum(str(cell.value).startswith(FORMULA) for cell in cells)
    for address, content in handed_out[CSV].items():
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        texts = [text for row in rows for text in row]
        assert not [text for text in texts if text.startswith(FORMULA)], address
        said += sum(text.startswith("'" + FORMULA) for text in texts)
    assert said > len(handed_out[XLSX]), "too little looked like a formula"


@needs_libreoffice
def test_libreoffice_finds_in_each_what_we_wrote(handed_out, tmp_path: Path):
    books = handed_out[XLSX]
    again = converted_all(list(books.values()), "xlsx", tmp_path / "office")
    for (address, ours), theirs in zip(books.items(), again, strict=True):
        found, wrote = (values(load_workbook(io.BytesIO(each))) for each in (theirs, ours))
        assert found == wrote, address
