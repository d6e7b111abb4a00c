"""Many contents of one request, and what became of each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reports import wording
from reports.rules import Writing
from reports.serializers import FiledIn
from reports.services import Line, file_reports
from units.models import User


def filed(wish: Mapping[str, Any], *, by: User, now: datetime) -> dict[str, Any]:
    """The answer, in the order of the request. What has no good form is told beside the rest."""
    shapes = [FiledIn(data=each) for each in wish["reports"]]
    sound = [shape for shape in shapes if shape.is_valid()]
    filing = file_reports(
        items=[_writing(shape) for shape in sound],
        submit=wish["submit"],
        only_good=wish["only_good"],
        check_only=wish["check_only"] or (len(sound) < len(shapes) and not wish["only_good"]),
        by=by,
        now=now,
    )
    judged = iter(filing.lines)
    wrote = filing.written > 0
    told = [
        _told(next(judged), wrote=wrote) if not shape.errors else _unreadable(shape)
        for shape in shapes
    ]
    return {"written": filing.written, "reports": told}


def _writing(shape: FiledIn) -> Writing:
    given = shape.validated_data
    return Writing(given["report"], given["revision"], shape.content)


def _told(line: Line, *, wrote: bool) -> dict[str, Any]:
    written = wrote and line.is_good
    errors = {name: [wording.fault(fault)] for name, fault in line.faults.items()}
    if line.obstacle is not None:
        errors["report"] = [wording.obstacle(line.obstacle)]
    return {
        "report": line.writing.report_id,
        "written": written,
        # One step further than the one that was sent; nobody else wrote in between.
        "revision": line.writing.revision + 1 if written else None,
        "errors": errors,
        "doubts": wording.doubts(line.doubts),
    }


def _unreadable(shape: FiledIn) -> dict[str, Any]:
    report = shape.initial_data.get("report")
    errors = {name: [str(each) for each in told] for name, told in shape.errors.items()}
    known = report if isinstance(report, int) and not isinstance(report, bool) else None
    return {"report": known, "written": False, "revision": None, "errors": errors, "doubts": []}
