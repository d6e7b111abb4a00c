"""The zip archive around a workbook: what is in it, and its parts inflated under a limit."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from sheets.reader import limits
from sheets.reader.refusals import Refused

WORKBOOK = "xl/workbook.xml"
# What an archive that is no .xlsx turns out to be, by a part that only it has.
OTHERS = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "xl/workbook.bin": "xlsb",
    "content.xml": "ods",
}
# Parts that act or reach outside; a workbook that reports numbers needs none of them.
FORBIDDEN = (
    ("xl/vbaproject", "macros"),
    ("xl/macrosheets/", "macros"),
    ("xl/activex/", "macros"),
    ("xl/externallinks/", "external_links"),
    ("xl/connections", "external_links"),
    ("xl/embeddings/", "embedded"),
)
CHUNK = 1 << 16


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The archive, once its directory is found harmless."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise Refused("damaged") from error
    entries = archive.infolist()
    if len(entries) > limits.ZIP_ENTRIES:
        raise Refused("too_big", found=len(entries))
    if sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES:
        raise Refused("too_big")
    _check_names([entry.filename for entry in entries])
    for entry in entries:
        _check_entry(entry)
    return archive


def _check_names(names: list[str]) -> None:
    # Windows compares names without case, and some readers do.
    if len({name.lower() for name in names}) != len(names):
        raise Refused("damaged")
    if WORKBOOK not in names:
        raise Refused(next((kind for part, kind in OTHERS.items() if part in names), "zip"))
    for name in names:
        if "\\" in name or name.startswith("/") or ".." in name.split("/"):
            raise Refused("damaged")
        for start, code in FORBIDDEN:
            if name.lower().startswith(start):
                raise Refused(code)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Refused("protected")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("damaged")


class Inflater:
    """Inflates parts and counts: the directory may understate what is in the archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.unpacked = 0

    def chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self.archive.open(name) as part:
                while chunk := part.read(CHUNK):
                    self.unpacked += len(chunk)
                    if self.unpacked > limits.UNPACKED_BYTES:
                        raise Refused("too_big")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
            raise Refused("damaged", part=name) from error


def resolve(target: str) -> str:
    """The part that a relationship of the workbook points to."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join("xl", target))
