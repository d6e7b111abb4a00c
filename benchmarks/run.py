"""make bench: one JSON object a line."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Nobody asks as much as a measurement.
os.environ |= {"PERSON_RATE": "", "TOKEN_RATE": ""}


def main(arguments: list[str]) -> None:
    """Run all measurements, or those named, in a database of their own."""
    django.setup()
    from django.db import connection

    from benchmarks import (
        dashboards,
        deliver,
        forecast,
        open_period,
        overdue_sweep,
        read_document,
        search,
        sheet_export,
        sheet_import,
    )
    from benchmarks.measure import Figure
    from benchmarks.worlds import SIZES

    benchmarks: dict[str, Callable[..., Iterable[Figure]]] = {
        "read_document": lambda _size: read_document.measure(),
        "open_period": open_period.measure,
        "overdue_sweep": overdue_sweep.measure,
        "forecast": lambda _size: forecast.measure(),
        "deliver": lambda _size: deliver.measure(),
        "dashboards": dashboards.measure,
        "search": search.measure,
        "sheet_export": lambda _size: sheet_export.measure(),
        "sheet_import": lambda _size: sheet_import.measure(),
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(benchmarks)}; all if none")
    parser.add_argument("--size", choices=SIZES, default="province", help="of the portal")
    asked = parser.parse_args(arguments)
    size = SIZES[asked.size]
    if unknown := set(asked.names) - set(benchmarks):
        parser.error(f"there is no measurement {', '.join(sorted(unknown))}")
    connection.settings_dict["TEST"]["NAME"] = "luoshi_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        for name in asked.names or benchmarks:
            for figure in benchmarks[name](size):
                figure.tell()
    finally:
        connection.creation.destroy_test_db("luoshi_bench", verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])
