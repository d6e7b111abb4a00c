"""The zip archive around a workbook: what is in it, and its parts inflated under a limit."""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

from sheets.reader import limits
from sheets.reader.limits import Limits
from sheets.reader.refusals import Refused

WORKBOOK = "xl/workbook.xml"
MEDIA = "xl/media/"
# What an archive that is no .xlsx turns out to be, by a part that only it has.
OTHERS = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "xl/workbook.bin": "xlsb",
    "content.xml": "ods",
    "OFD.xml": "ofd",
}
# Parts that act or reach outside; a workbook that reports numbers needs none of them.
FORBIDDEN = (
    ("xl/macrosheets/", "active"),
    ("xl/activex/", "active"),
    ("xl/externallinks/", "external_links"),
    ("xl/connections", "external_links"),
    ("xl/querytables/", "external_links"),
    ("xl/embeddings/", "embedded"),
)
CHUNK = 1 << 17


def open_archive(content: bytes, limits_: Limits) -> zipfile.ZipFile:
    """The archive, once its directory is found harmless."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    # A directory that points nowhere makes zipfile stumble in more ways than its own errors.
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, struct.error) as error:
        raise Refused("damaged") from error
    except NotImplementedError as error:
        raise Refused("damaged") from error
    entries = archive.infolist()
    media = sum(entry.filename.startswith(MEDIA) for entry in entries)
    if len(entries) - media > limits.ZIP_ENTRIES or media > limits.MEDIA_ENTRIES:
        raise Refused("too_big", found=len(entries))
    if sum(entry.file_size for entry in entries) > limits_.unpacked_bytes:
        raise Refused("too_big")
    _check_names([entry.filename for entry in entries])
    for entry in entries:
        _check_entry(entry)
    return archive


def has_macros(names: Iterable[str]) -> bool:
    """Whether there is a part with macros; nobody here runs or even reads it."""
    return any(name.lower().startswith("xl/vbaproject") for name in names)


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

    def __init__(self, archive: zipfile.ZipFile, limits_: Limits) -> None:
        self.archive = archive
        self.limits = limits_
        self.unpacked = 0

    def chunks(self, name: str, *, again: bool = False) -> Iterator[bytes]:
        """`again` for a part that was counted already."""
        try:
            with self.archive.open(name) as part:
                while chunk := part.read(CHUNK):
                    self.unpacked += 0 if again else len(chunk)
                    if self.unpacked > self.limits.unpacked_bytes:
                        raise Refused("too_big")
                    yield chunk
        except (
            zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, struct.error,
            NotImplementedError, ValueError,
        ) as error:  # fmt: skip
            raise Refused("damaged", part=name) from error
