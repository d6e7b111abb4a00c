import importlib

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings

SCHEDULED = sorted({str(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()})


@pytest.mark.parametrize("name", SCHEDULED)
def test_every_scheduled_job_exists(name: str) -> None:
    current_app.loader.import_default_modules()
    assert name in current_app.tasks


@pytest.mark.parametrize("name", SCHEDULED)
def test_a_job_lives_in_its_apps_jobs(name: str) -> None:
    app = apps.get_app_config(name.partition(".")[0])
    jobs = importlib.import_module(f"{app.name}.jobs")
    assert current_app.tasks[name].run.__module__ == jobs.__name__


def test_no_module_bears_celerys_usual_name() -> None:
    assert list(settings.BASE_DIR.glob("*/tasks.py")) == []
