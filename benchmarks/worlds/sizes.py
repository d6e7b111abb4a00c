"""How large a portal is, and between which days it is reported."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

# Three years and a bit of reports; the day after the last month is a quarter's last month, on
# whose first day the monthly and the quarterly plans of the portal open together.
BEGINS_ON = date(2023, 9, 1)
PLANS_END_ON = date(2027, 8, 31)
PUBLISHED_AT = datetime(2023, 9, 1, 1, tzinfo=UTC)
# The evening before, and ten minutes past midnight where the offices are.
BEFORE = datetime(2026, 8, 31, 12, tzinfo=UTC)
NOW = datetime(2026, 8, 31, 16, 10, tzinfo=UTC)
# One plan in so many reports every month, the others every quarter.
MONTHLY = 4


@dataclass(frozen=True)
class Size:
    """`counties` governments of so many units and plans each; a city is one of them."""

    name: str
    counties: int
    units: int = 60
    plans: int = 20
    tasks_per_plan: int = 40
    targets_per_plan: int = 30


CITY = Size("city", counties=1)
DISTRICT = Size("district", counties=10)
PROVINCE = Size("province", counties=100)
SIZES = {size.name: size for size in (CITY, DISTRICT, PROVINCE)}
