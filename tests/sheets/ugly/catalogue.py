"""All traps, one after another."""

from tests.sheets.ugly import files, people, pictures, threats
from tests.sheets.ugly.trap import Trap

TRAPS: list[Trap] = [*people.TRAPS, *pictures.TRAPS, *files.TRAPS, *threats.TRAPS]
