from indicators.api.acts import DefinitionViewSet, PlanLampViewSet, TargetActViewSet
from indicators.api.amendments import AmendmentViewSet
from indicators.api.lamps import LampSchemeViewSet
from indicators.api.targets import TargetViewSet

__all__ = [
    "AmendmentViewSet",
    "DefinitionViewSet",
    "LampSchemeViewSet",
    "PlanLampViewSet",
    "TargetActViewSet",
    "TargetViewSet",
]
