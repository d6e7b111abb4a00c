from django.urls import path

from briefs import views

app_name = "briefs"
urlpatterns = [
    path("plans/<int:pk>/breakdown.xlsx", views.workbook, name="workbook"),
    path("plans/<int:pk>/breakdown.docx", views.document, name="document"),
    path("slips/<int:pk>/slip.docx", views.slip, name="slip"),
]
