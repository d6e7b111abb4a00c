from indicators.views.amendments import amend, amendments, amendments_file, decide
from indicators.views.definitions import definitions, family
from indicators.views.lamps import lamps
from indicators.views.verdicts import compare, override, verdicts, verdicts_file, withdraw

__all__ = [
    "amend",
    "amendments",
    "amendments_file",
    "compare",
    "decide",
    "definitions",
    "family",
    "lamps",
    "override",
    "verdicts",
    "verdicts_file",
    "withdraw",
]
