from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from core.kept import PORTAL, Fresh, kept
from core.rest import AS_OF_PARAMETER, AsOfFilter, AsOfViews, KeyFilter
from core.rest.problems import BadParameter
from core.rest.rendering import QuickJSONRenderer
from core.rest.resources import Address, Resource
from dashboards import access
from dashboards.api.asking import asked_in, asked_scope, overview_scope
from dashboards.queries.duties import duties, duties_in
from dashboards.queries.filters import NO_FILTERS
from dashboards.queries.kept import next_turn
from dashboards.queries.leader import leader_overview, overview_in
from dashboards.queries.scope import Scope
from dashboards.queries.search import Answer, Hit, Hits, Sought, answer_to
from dashboards.search_words import trouble_words
from dashboards.serializers import (
    OverviewIn,
    OverviewOut,
    PlanDetailOut,
    SearchIn,
    SearchOut,
    UnitOverviewIn,
    UnitOverviewOut,
)
from indicators.access import visible_targets
from plans.access import visible_plans
from plans.models import Clause, Plan, PlanState
from plans.serializers import ClauseOut, PlanOut
from tasks.access import visible_tasks
from tasks.queries import with_units
from units.http import ApiRequest
from units.models import User

SEARCH_PAGE = 20

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class PlanFilter(django_filters.FilterSet):
    issuer = KeyFilter(label="the unit that issued it")
    title = django_filters.CharFilter(lookup_expr="icontains", label="words of the title")
    state = django_filters.ChoiceFilter(field_name="known_state", choices=PlanState.choices)
    as_of = AsOfFilter()

    class Meta:
        model = Plan
        fields = ()


@extend_schema_view(retrieve=extend_schema(responses=PlanDetailOut, parameters=[AS_OF_PARAMETER]))
class PlanViewSet(AsOfViews, Resource[Plan]):
    """Published action plans, newest first."""

    queryset = Plan.objects.none()
    filterset_class = PlanFilter
    follows_trail = True
    lookup_value_converter = "int"
    request: ApiRequest

    def get_serializer_class(self) -> type[PlanOut]:
        return PlanDetailOut if self.action == "retrieve" else PlanOut

    def get_queryset(self) -> QuerySet[Plan]:
        plans, on = visible_plans(self.request.user), self.past_day()
        plans = plans.as_known_now() if on is None else plans.as_known_on(on)
        plans = plans.select_related("issuer").defer("source_text")
        return self._with_contents(plans) if self.action == "retrieve" else plans.newest_first()

    def _with_contents(self, plans: QuerySet[Plan]) -> QuerySet[Plan]:
        scope = asked_scope(self.request)
        targets = scope.as_promised(visible_targets(scope.user))
        targets = targets.select_related("indicator", "lead_unit").with_latest_value(on=scope.on)
        tasks = scope.as_known(visible_tasks(scope.user)).in_document_order()
        contents = (
            Prefetch("targets", targets.in_document_order()),
            Prefetch("tasks", with_units(tasks, on=scope.past)),
        )
        return plans.prefetch_related(*contents)

    @extend_schema(responses=ClauseOut(many=True))
    @action(detail=True, filterset_class=None)
    def clauses(self, request: ApiRequest, pk: int) -> Response:
        """The document as an outline, each clause with its place in the text."""
        clauses = Clause.objects.filter(plan=self.get_object()).order_by("position")
        page = self.paginate_queryset(clauses)  # type: ignore[arg-type]  # not of plans
        return self.get_paginated_response(ClauseOut(page, many=True).data)


class OverviewView(Address):
    """The leaders' dashboard, for the office and the leaders it works for."""

    asks = OverviewIn

    @extend_schema(operation_id="overview", parameters=[OverviewIn], responses=OverviewOut)
    def get(self, request: ApiRequest) -> HttpResponse:
        """How all active plans, or one plan, stand today or stood on another day.

        Of all units, of a leader's field, or of one unit with those below it.
        """
        access.require_city_wide(request.user)
        scope = overview_scope(request, asked_in(OverviewIn, request))
        # Documents are kept of all units; of some of them it is put together from kept counts.
        if scope.now is None or scope.filters != NO_FILTERS:
            return Response(OverviewOut(leader_overview(scope)).data)
        name = f"plan:{scope.plan.pk}" if scope.plan else PORTAL
        return _document(name, scope, OverviewOut, partial(overview_in, LANGUAGES, scope))


class UnitOverviewView(Address):
    """The dashboard of one unit, for its people, the office and the leaders."""

    asks = UnitOverviewIn

    @extend_schema(
        operation_id="unit_overview", parameters=[UnitOverviewIn], responses=UnitOverviewOut
    )
    def get(self, request: ApiRequest, pk: int) -> HttpResponse:
        """What a unit answers for today, or answered for on another day."""
        unit = access.unit_with_dashboard(request.user, pk)
        asked_in(UnitOverviewIn, request)
        scope = asked_scope(request)
        if scope.now is None:
            return Response(UnitOverviewOut(duties(scope, unit)).data)
        told = partial(duties_in, LANGUAGES, scope, unit)
        return _document(f"unit:{unit.pk}", scope, UnitOverviewOut, told)


def _document(
    name: str,
    scope: Scope,
    form: type[Serializer[Any]],
    told: Callable[[], Mapping[str, object]],
) -> HttpResponse:
    """As it is kept, or put together where something has changed."""
    assert scope.now is not None

    def fresh() -> Fresh:
        bodies = {language: _json(form(each).data) for language, each in told().items()}
        return Fresh(bodies, until=next_turn(scope))

    document = kept(name, fresh, language=get_language() or LANGUAGES[0], now=scope.now)
    answer = HttpResponse(document.body, content_type="application/json")
    answer["ETag"] = f'"{document.etag}"'
    return answer


def _json(data: object) -> str:
    return QuickJSONRenderer().render(data).decode()


class SearchView(Address):
    """Words in everything that the caller may see."""

    asks = SearchIn

    @extend_schema(operation_id="search", parameters=[SearchIn], responses=SearchOut)
    def get(self, request: ApiRequest) -> Response:
        """Plans, targets, tasks, clauses, reports, indicators and units in which all words stand.

        Of each kind the best and newest ones: five of at most 20 that are counted; with `kind`,
        twenty at a time of at most 100. It looks through what there is today.
        """
        access.require_business(request.user)
        asked = asked_in(SearchIn, request)
        sought = _sought(request.user, asked)
        return Response(_told(answer_to(sought), asked.get("offset", 0)))


def _sought(user: User, asked: Mapping[str, Any]) -> Sought:
    """Raises Http404 for a plan or unit that the caller may not know of."""
    sought = Sought.read(user, {name: str(value) for name, value in asked.items()})
    if sought.trouble is not None:
        raise BadParameter({"q": [trouble_words(sought.trouble)]})
    if ("plan" in asked and sought.plan is None) or ("unit" in asked and sought.unit is None):
        raise Http404
    return sought


def _told(answer: Answer, first: int) -> dict[str, Any]:
    """A list as it is: a serializer for each piece would take longer than the search."""
    return {
        "kinds": [_kind_told(hits, answer, first) for hits in answer.kinds],
        "names": answer.names,
    }


def _kind_told(hits: Hits, answer: Answer, first: int) -> dict[str, Any]:
    shown = hits[first : first + SEARCH_PAGE] if answer.sought.kind else hits.best
    return {
        "kind": hits.kind,
        "count": len(hits),
        "more": hits.has_more,
        "hits": [_hit_told(hit) for hit in shown],
    }


def _hit_told(hit: Hit) -> dict[str, Any]:
    return {
        "key": hit.pk,
        "plan": hit.plan,
        "title": [piece._asdict() for piece in hit.title],
        "excerpt": [piece._asdict() for piece in hit.excerpt],
        "facts": hit.facts,
        "address": hit.address,
    }
