"""LibreOffice, where this machine has it: what it makes of a workbook that we wrote."""

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
SECONDS = 120
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="no LibreOffice on this machine: install libreoffice-calc"
)


def converted(content: bytes, kind: str, folder: Path) -> bytes:
    """The workbook opened and saved as another kind; fails where it cannot be opened."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "book.xlsx"
    source.write_bytes(content)
    assert SOFFICE is not None
    # A profile of its own: two conversions at once would otherwise wait for each other and fail.
    profile = f"-env:UserInstallation=file://{folder}/profile"
    options = ["--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder / "out")]
    subprocess.run(
        [SOFFICE, profile, *options, str(source)], capture_output=True, check=True, timeout=SECONDS
    )
    # It ends well even where it could not open the file, but then there is none.
    return (folder / "out" / f"book.{kind.split(':', maxsplit=1)[0]}").read_bytes()
