from briefs.views.tables import document, slip, workbook

__all__ = ["document", "slip", "workbook"]
