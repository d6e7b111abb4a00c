from sheets.api.copies import SheetCopyViewSet
from sheets.api.sheets import SheetViewSet

__all__ = ["SheetCopyViewSet", "SheetViewSet"]
