from indicators.api.amendments import AmendmentViewSet
from indicators.api.lamps import LampSchemeViewSet
from indicators.api.targets import TargetViewSet

__all__ = ["AmendmentViewSet", "LampSchemeViewSet", "TargetViewSet"]
