"""make bench: one JSON object a line."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main(names: list[str]) -> None:
    """Run all measurements, or those named, in a database of their own."""
    django.setup()
    from django.db import connection

    from benchmarks import open_period, read_document

    benchmarks = {"read_document": read_document, "open_period": open_period}
    connection.settings_dict["TEST"]["NAME"] = "luoshi_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        for name in names or benchmarks:
            for figure in benchmarks[name].measure():
                figure.tell()
    finally:
        connection.creation.destroy_test_db("luoshi_bench", verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])
