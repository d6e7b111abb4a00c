"""What a workbook of the portal knows about itself."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core import signing

# Raised when columns change their meaning: older workbooks are then refused with a sentence.
VERSION = 2
STAMP_SALT = "luoshi.sheets.workbook"
# The same in every language: the portal looks for it when the workbook comes back.
STAMP_SHEET = "luoshi"


@dataclass(frozen=True)
class Stamp:
    """What the workbook knows about itself, signed."""

    # None for the workbook of a whole city.
    unit_id: int | None
    ends_on: date
    version: int
    made_at: datetime

    def seal(self) -> str:
        facts = [self.unit_id, self.ends_on.isoformat(), self.version, self.made_at.isoformat()]
        return signing.dumps(facts, salt=STAMP_SALT)

    @classmethod
    def unseal(cls, text: str) -> "Stamp":
        """Raises signing.BadSignature for anything that the portal did not write."""
        unit_id, ends_on, version, made_at = signing.loads(text, salt=STAMP_SALT)
        return cls(unit_id, date.fromisoformat(ends_on), version, datetime.fromisoformat(made_at))
