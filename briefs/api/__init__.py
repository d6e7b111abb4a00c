from briefs.api.circulars import CircularViewSet
from briefs.api.templates import CircularTemplateView

__all__ = ["CircularTemplateView", "CircularViewSet"]
