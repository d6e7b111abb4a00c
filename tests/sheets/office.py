"""LibreOffice, where this machine has it: what it makes of a workbook that we wrote."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
SECONDS = 120
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="no LibreOffice on this machine: install libreoffice-calc"
)


def converted(content: bytes, kind: str, folder: Path) -> bytes:
    """The workbook opened and saved as another kind; fails where it cannot be opened."""
    return converted_all([content], kind, folder)[0]


def converted_all(contents: Sequence[bytes], kind: str, folder: Path) -> list[bytes]:
    """The same for many, with one start of the program."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = [folder / f"book{number}.xlsx" for number in range(len(contents))]
    for source, content in zip(sources, contents, strict=True):
        source.write_bytes(content)
    assert SOFFICE is not None
    # A profile of its own: two conversions at once would otherwise wait for each other and fail.
    profile = f"-env:UserInstallation=file://{folder}/profile"
    options = ["--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder / "out")]
    command = [SOFFICE, profile, *options, *map(str, sources)]
    subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
    # It ends well even where it could not open a file, but then there is none.
    ending = kind.split(":", maxsplit=1)[0]
    return [(folder / "out" / f"{source.stem}.{ending}").read_bytes() for source in sources]
