"""The portal for gunicorn, with the floor of `benchmarks.pages` beside its own addresses."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings  # after the settings' name

settings.ROOT_URLCONF = "benchmarks.pages"

from config.wsgi import application  # noqa: E402  # after the change of addresses

__all__ = ["application"]
