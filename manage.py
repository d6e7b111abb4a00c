#!/usr/bin/env python
import os
import sys
from io import TextIOWrapper

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # Plans are Chinese; a shell without a locale would refuse to print them.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
