"""Line by line what stands behind the figures of an overview, and beside them on its page."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.paging import Lines
from core.rest import AS_OF_PARAMETER
from core.rest.resources import Address
from dashboards import access, queries
from dashboards.api.asking import asked_in, asked_scope, overview_scope, piece_of
from dashboards.queries.changes import changes_of
from dashboards.queries.coverage import coverage_by_period
from dashboards.queries.inbox import kinds_for, waiting
from dashboards.queries.lines import judged_lines, task_lines, tasks_with_reasons, with_reasons
from dashboards.queries.office import plan_lamps
from dashboards.queries.scope import Scope
from dashboards.queries.sheets import target_course, task_course
from dashboards.serializers import (
    ChangesOut,
    CourseIn,
    CourseOut,
    CoverageListOut,
    CoveredIn,
    JudgedTargetsIn,
    JudgedTargetsOut,
    JudgedTasksIn,
    JudgedTasksOut,
    OverviewIn,
    PlanLampsListOut,
    WaitingListOut,
)
from indicators.access import visible_target
from tasks.access import visible_task
from units.http import ApiRequest


class JudgedTargetsView(Address):
    """The targets behind the counts of an overview."""

    asks = JudgedTargetsIn

    @extend_schema(
        operation_id="overview_targets", parameters=[JudgedTargetsIn], responses=JudgedTargetsOut
    )
    def get(self, request: ApiRequest) -> Response:
        """Targets with their lamps and reasons, the worst first."""
        access.require_business(request.user)
        asked = asked_in(JudgedTargetsIn, request)
        scope = overview_scope(request, asked)
        found = queries.target_list(scope, queries.Asked.read(asked))
        lines = judged_lines(scope, piece_of(found, asked))
        told = {"on": scope.on, "total": len(found), "targets": with_reasons(scope, lines)}
        return Response(JudgedTargetsOut(told).data)


class JudgedTasksView(Address):
    """The tasks behind the counts of an overview."""

    asks = JudgedTasksIn

    @extend_schema(
        operation_id="overview_tasks", parameters=[JudgedTasksIn], responses=JudgedTasksOut
    )
    def get(self, request: ApiRequest) -> Response:
        """Tasks with their lamps and reasons; the worst first where a lamp is asked for."""
        access.require_business(request.user)
        asked = asked_in(JudgedTasksIn, request)
        scope = overview_scope(request, asked)
        late = {"late": "1"} if asked.get("overdue") else {}
        found = queries.task_list(scope, queries.Asked.read({**asked, **late}))
        total = len(found) if isinstance(found, list) else found.count()
        lines = tasks_with_reasons(scope, task_lines(scope, piece_of(found, asked)))
        return Response(JudgedTasksOut({"on": scope.on, "total": total, "tasks": lines}).data)


class ChangesView(Address):
    """What changed since the closing date before."""

    asks = OverviewIn

    @extend_schema(operation_id="overview_changes", parameters=[OverviewIn], responses=ChangesOut)
    def get(self, request: ApiRequest) -> Response:
        """How many lamps turned worse or better, and which did so most."""
        access.require_city_wide(request.user)
        scope = overview_scope(request, asked_in(OverviewIn, request))
        found = changes_of(scope)
        told = {name: getattr(found, name) for name in ("compared", "worse", "better", "other")}
        return Response(ChangesOut({"on": scope.on, "shown": found.shown, **told}).data)


class CoverageView(Address):
    """The newest closed periods, for the office and the leaders it works for."""

    asks = CoveredIn

    @extend_schema(
        operation_id="overview_coverage", parameters=[CoveredIn], responses=CoverageListOut
    )
    def get(self, request: ApiRequest) -> Response:
        """What was due for each, what came in, and which units sent nothing."""
        access.require_city_wide(request.user)
        asked = asked_in(CoveredIn, request)
        scope = overview_scope(request, asked)
        told = _listed(scope, asked, periods=coverage_by_period(scope))
        return Response(CoverageListOut(told).data)


class PlanLampsView(Address):
    """The plans that are being carried out, for the office and the leaders it works for."""

    asks = CoveredIn

    @extend_schema(
        operation_id="overview_plans", parameters=[CoveredIn], responses=PlanLampsListOut
    )
    def get(self, request: ApiRequest) -> Response:
        """How the targets of each plan stand."""
        access.require_city_wide(request.user)
        asked = asked_in(CoveredIn, request)
        scope = overview_scope(request, asked)
        told = _listed(scope, asked, plans=plan_lamps(scope))
        return Response(PlanLampsListOut(told).data)


def _listed(scope: Scope, asked: Mapping[str, Any], **lists: Lines[Any]) -> dict[str, Any]:
    """One list by its name: how long it is, and the piece that was asked for."""
    ((name, found),) = lists.items()
    return {"on": scope.on, "total": len(found), name: piece_of(found, asked)}


class WaitingView(Address):
    """What waits for the caller."""

    @extend_schema(operation_id="waiting", responses=WaitingListOut)
    def get(self, request: ApiRequest) -> Response:
        """How much of each kind waits today for this person's decision or work."""
        access.require_business(request.user)
        found = waiting(asked_scope(request), kinds_for(request.user))
        return Response(WaitingListOut({"waiting": found}).data)


class TargetCourseView(Address):
    """The course of a target."""

    asks = CourseIn

    @extend_schema(operation_id="targets_course", parameters=[AS_OF_PARAMETER], responses=CourseOut)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What was planned and measured month by month, and what is probably reached."""
        target = visible_target(request.user, pk)
        asked_in(CourseIn, request)
        return Response(CourseOut(target_course(asked_scope(request), target)).data)


class TaskCourseView(Address):
    """The course of a task."""

    asks = CourseIn

    @extend_schema(operation_id="tasks_course", parameters=[AS_OF_PARAMETER], responses=CourseOut)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The percentages that its lead unit told, one for each closing date."""
        task = visible_task(request.user, pk)
        asked_in(CourseIn, request)
        return Response(CourseOut(task_course(asked_scope(request), task)).data)
