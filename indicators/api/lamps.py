import django_filters
from django.db.models import QuerySet

from core.rest import BIGGEST_KEY, FlagFilter, KeyFilter
from core.rest.resources import Resource
from indicators import access
from indicators.models import LampChoice, LampScheme
from indicators.serializers import LampSchemeOut
from units.http import ApiRequest


class LampSchemeFilter(django_filters.FilterSet):
    plan = KeyFilter(method="of_plan")
    is_preset = FlagFilter()

    class Meta:
        model = LampScheme
        fields = ("code",)

    def of_plan(
        self, schemes: QuerySet[LampScheme], _name: str, value: int
    ) -> QuerySet[LampScheme]:
        chosen = LampChoice.objects.live().filter(plan=min(value, BIGGEST_KEY))
        return schemes.filter(pk__in=chosen.values("scheme"))


class LampSchemeViewSet(Resource[LampScheme]):
    """By which rules lamps are chosen: what ships with the portal, and what plans use.

    A plan for which nothing was chosen uses the preset `default`.
    """

    queryset = LampScheme.objects.none()
    serializer_class = LampSchemeOut
    filterset_class = LampSchemeFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[LampScheme]:
        schemes = access.visible_schemes(self.request.user).prefetch_related("bands")
        return schemes.order_by("-is_preset", "pk")
