"""What a refusal of the API points at."""

from typing import Any


def wrong(answer: Any) -> list[str]:
    """The fields and parameters that it names: `percent`, `stages/0/title`; empty for the whole."""
    assert answer["Content-Type"] == "application/problem+json"
    errors = answer.json()["errors"]
    return [each.get("parameter", each.get("pointer", "")).removeprefix("#/") for each in errors]
