"""Why a workbook as a whole is not read."""

from typing import Any


class Refused(Exception):
    """The workbook is not read; `code` is worded by sheets.wording, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
