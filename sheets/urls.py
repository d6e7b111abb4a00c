from datetime import date

from django.urls import path, register_converter

from core.tables import file_paths
from sheets import views


class ClosingDateConverter:
    """A closing date in an address: 2026-09-30."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(ClosingDateConverter, "closing_date")

app_name = "sheets"
urlpatterns = [
    path("", views.index, name="index"),
    path("upload/", views.upload, name="upload"),
    path("office/", views.office, name="office"),
    path("office/upload/", views.office_upload, name="office-upload"),
    path("office/<closing_date:ends_on>.xlsx", views.city_workbook, name="city"),
    path("office/<closing_date:ends_on>.zip", views.unit_workbooks, name="archive"),
    path("download/<int:unit_id>/<closing_date:ends_on>/", views.download, name="download"),
    path("templates/<slug:kind>.xlsx", views.blank, name="blank"),
    path("<int:pk>/", views.sheet, name="sheet"),
    path("<int:pk>/original/", views.original, name="original"),
    path("<int:pk>/marked/", views.marked, name="marked"),
    path("<int:pk>/marked/make/", views.make_copy, name="make-copy"),
    path("<int:pk>/marked/file/", views.marked_file, name="marked-file"),
    *file_paths("<int:pk>/troubles", views.troubles_file, name="troubles"),
    path("<int:pk>/columns/", views.answer, name="answer"),
    path("<int:pk>/lines/", views.name_lines, name="lines"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
