"""The Celery application. Jobs live in each app's `jobs.py`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("luoshi", task_cls="core.jobs:Job")
app.config_from_object("django.conf:settings", namespace="CELERY")
# An app is called tasks, so Celery's usual module name is taken.
app.autodiscover_tasks(related_name="jobs")
