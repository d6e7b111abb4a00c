"""Lamp schemes: which lamp and word an office shows for which standing. Data, one per plan.

A scheme never decides how a target stands, only what that is called and how severe it looks. The
published schemes ship as `lamp_schemes.toml`.
"""

import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from indicators.rules.words import BEHIND, LAMPS, Lamp, Standing

SHAPES = (
    "check-circle-fill",
    "arrow-up-circle-fill",
    "circle-fill",
    "info-circle-fill",
    "triangle-fill",
    "diamond-fill",
    "octagon-fill",
    "dash-circle",
)
WAITS = frozenset({Standing.AHEAD, Standing.ON_PACE, Standing.BEHIND})


class Distance(StrEnum):
    """In what a scheme counts how far behind a target is."""

    # Percentage points below pace (低于序时10个百分点).
    POINTS = "points"
    # The shortfall as a share of what should be reached (低于序时50%).
    SHARE = "share"


@dataclass(frozen=True)
class Band:
    """One lamp of a scheme: for a standing, and of those behind for distances up to a limit.

    `own_choice` marks what the published scheme leaves open and the office decided itself.
    """

    code: str
    word_zh: str
    word_en: str
    lamp: Lamp
    shape: str
    standing: Standing
    up_to: Decimal | None = None
    inclusive: bool = True
    within_days: int | None = None
    own_choice: bool = False

    def reaches(self, distance: Decimal | None) -> bool:
        """Whether a distance behind falls under this band's limit; an unknown one always does."""
        if self.up_to is None or distance is None or distance < self.up_to:
            return True
        return self.inclusive and distance == self.up_to


@dataclass(frozen=True)
class Scheme:
    """An ordered list of bands; the first one that fits is shown.

    From `misses_in_a_row` reported periods behind, one after the other, the lamp is `raised_to`
    (a band's code). None: no such rule.
    """

    code: str
    name_zh: str
    name_en: str
    bands: tuple[Band, ...]
    distance: Distance = Distance.POINTS
    misses_in_a_row: int | None = None
    raised_to: str = ""

    def band_for(
        self, standing: Standing, distance: Decimal | None = None, *, days_left: int | None = None
    ) -> Band:
        """The lamp of a standing; `distance` is in what the scheme counts."""
        for band in self.bands:
            if band.standing is Standing.DUE_SOON:
                if standing in WAITS and _near(band, days_left):
                    return band
            elif self._means(band.standing, standing) and band.reaches(distance):
                return band
        raise LookupError(f"{self.code} has no band for {standing}")

    def raised(self, band: Band, misses: int) -> Band:
        """The band after so many misses in a row; never a milder one than `band`."""
        if self.misses_in_a_row is None or misses < self.misses_in_a_row:
            return band
        worse = next(each for each in self.bands if each.code == self.raised_to)
        return min(band, worse, key=lambda each: LAMPS.index(each.lamp))

    def _means(self, named: Standing, standing: Standing) -> bool:
        """Whether a band named for one standing also shows another that has no band of its own."""
        if named is standing:
            return True
        if standing in {band.standing for band in self.bands}:
            return False
        return named is {
            Standing.DONE: Standing.ON_PACE,
            Standing.AHEAD: Standing.ON_PACE,
            Standing.MISSED: Standing.BEHIND,
        }.get(standing)


class Fault(StrEnum):
    """What is wrong with a scheme that somebody wrote."""

    NO_ON_PACE = "no_on_pace"
    NO_NOT_JUDGED = "no_not_judged"
    NOT_JUDGED_LOOKS_BEHIND = "not_judged_looks_behind"
    NO_LAST_BEHIND = "no_last_behind"
    LIMITS_OUT_OF_ORDER = "limits_out_of_order"
    NO_DAYS = "no_days"
    NO_RAISED_BAND = "no_raised_band"


def faults(scheme: Scheme) -> list[Fault]:
    """Empty where every standing gets a lamp, and none that is not judged looks behind."""
    by_standing = {
        standing: [band for band in scheme.bands if band.standing is standing]
        for standing in Standing
    }
    limits = [band.up_to for band in by_standing[Standing.BEHIND]]
    raises = scheme.misses_in_a_row is not None
    wrong = {
        Fault.NO_ON_PACE: not by_standing[Standing.ON_PACE],
        Fault.NO_NOT_JUDGED: not by_standing[Standing.NOT_JUDGED],
        Fault.NOT_JUDGED_LOOKS_BEHIND: any(
            band.lamp in BEHIND for band in by_standing[Standing.NOT_JUDGED]
        ),
        Fault.NO_LAST_BEHIND: not limits or limits[-1] is not None,
        Fault.LIMITS_OUT_OF_ORDER: not _rise(limits[:-1]),
        Fault.NO_DAYS: any(band.within_days is None for band in by_standing[Standing.DUE_SOON]),
        Fault.NO_RAISED_BAND: raises
        and scheme.raised_to not in {band.code for band in scheme.bands},
    }
    return [fault for fault, is_there in wrong.items() if is_there]


def _near(band: Band, days_left: int | None) -> bool:
    return (
        days_left is not None
        and band.within_days is not None
        and 0 <= days_left <= band.within_days
    )


def _rise(limits: list[Decimal | None]) -> bool:
    known = [limit for limit in limits if limit is not None]
    positive = all(limit > 0 for limit in known)
    return len(known) == len(limits) and positive and known == sorted(set(known))


def _load() -> dict[str, Scheme]:
    data = tomllib.loads((Path(__file__).parent / "lamp_schemes.toml").read_text(encoding="utf-8"))
    return {code: _scheme(code, entry) for code, entry in data.items()}


def _scheme(code: str, entry: dict[str, Any]) -> Scheme:
    bands = tuple(_band(each) for each in entry.pop("bands"))
    distance = Distance(entry.pop("distance", Distance.POINTS))
    return Scheme(code=code, bands=bands, distance=distance, **entry)


def _band(entry: dict[str, Any]) -> Band:
    limit = entry.get("up_to")
    band = Band(
        **entry
        | {"lamp": Lamp(entry["lamp"]), "standing": Standing(entry["standing"]), "up_to": None}
    )
    return band if limit is None else replace(band, up_to=Decimal(limit))


PRESETS = _load()
DEFAULT = PRESETS["default"]
