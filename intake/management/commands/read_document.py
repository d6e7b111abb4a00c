"""Reads a policy document and prints what it says; needs no database."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from intake.reader import Unreadable
from intake.reader.files import read_file


class Command(BaseCommand):
    help = "Read a policy document (.txt, .md, .html, .docx, .pdf) and print what it promises."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reading = read_file(options["file"])
        except Unreadable as error:
            self.stderr.write(error.sentence)
            sys.exit(1)
        text = json.dumps(reading.as_format(), ensure_ascii=False, indent=2)
        self.stdout.write(text)
