"""Where the sample data lies and how it is read."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

SAMPLES = Path(settings.BASE_DIR) / "samples"
DOCUMENTS = SAMPLES / "documents"


@cache
def read(name: str) -> dict[str, Any]:
    """A file of the samples by its name without the suffix: `city`, `history/business`."""
    return tomllib.loads((SAMPLES / f"{name}.toml").read_text(encoding="utf-8"))


def histories() -> list[dict[str, Any]]:
    return [read(f"history/{file.stem}") for file in sorted((SAMPLES / "history").glob("*.toml"))]
