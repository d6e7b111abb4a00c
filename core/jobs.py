from celery import shared_task
from django.utils import timezone

from core.audit_check import check_chain
from core.origin import coming_from
from core.sweeping import sweep_files as delete_strays
from core.work import work_tables
from core.working_days import fill_calendar as fill


@shared_task(name="core.sweep")
def sweep() -> None:
    """Give up on work whose workers died at every attempt, so that a person sees it."""
    with coming_from("job core.sweep"):
        for table in work_tables():
            table.objects.bury(now=timezone.now())


@shared_task(name="core.sweep_files")
def sweep_files() -> None:
    """Delete uploaded files that no row names."""
    with coming_from("job core.sweep_files"):
        delete_strays(now=timezone.now())


@shared_task(name="core.fill_calendar")
def fill_calendar() -> None:
    """The library may know another year after an upgrade."""
    with coming_from("job core.fill_calendar"):
        fill(now=timezone.now())


@shared_task(name="core.verify_audit")
def verify_audit() -> None:
    """Walk the audit trail's chain, so that the auditor and the health page can tell."""
    with coming_from("job core.verify_audit"):
        check_chain(now=timezone.now())
