"""The jobs that keep kept counts short and true."""

import pytest

from core.jobs import check_tallies, fold_tallies
from core.tallies import tally_tables
from reports.models import Report, ReportTally
from reports.rules import ReportState


def test_every_table_of_kept_counts_is_found():
    names = {table.__name__ for table in tally_tables()}
    assert names == {"ReportTally", "TargetTally", "TaskTally"}


def test_the_job_folds_what_changed(report):
    Report.objects.update(state=ReportState.DRAFT)
    fold_tallies()
    assert not ReportTally.objects.filter(is_folded=False).exists()


def test_the_nightly_check_is_silent_where_all_is_well(report):
    check_tallies()


def test_the_nightly_check_tells_and_mends_what_is_wrong(report):
    ReportTally.objects.update(number=7)
    with pytest.raises(ValueError, match="reports.ReportTally"):
        check_tallies()
    assert ReportTally.objects.wrong() == 0
