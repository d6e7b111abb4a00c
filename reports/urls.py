from django.urls import path

from core.tables import file_paths
from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    *file_paths("list", views.report_file, name="list"),
    path("mine/", views.mine, name="mine"),
    *file_paths("mine/table", views.mine_file, name="mine"),
    path("review/", views.review, name="review"),
    *file_paths("review/table", views.review_file, name="review"),
    path("review/ticked/", views.review_ticked, name="review-ticked"),
    path("office/", views.office_review, name="office-review"),
    *file_paths("office/table", views.office_review_file, name="office-review"),
    path("unchanged/", views.unchanged_ticked, name="unchanged-ticked"),
    path("late/", views.late, name="late"),
    *file_paths("late", views.late_file, name="late"),
    path("rhythm/<int:pk>/", views.rhythm, name="rhythm"),
    path("rules/<int:pk>/end/", views.end_rule, name="end-rule"),
    path("waivers/<int:pk>/", views.waivers, name="waivers"),
    path("waivers/<int:pk>/end/", views.end_waiver, name="end-waiver"),
    path("periods/<int:pk>/", views.periods, name="periods"),
    path("periods/<int:pk>/close/", views.close_period, name="close-period"),
    path("periods/<int:pk>/reopen/", views.reopen_period, name="reopen-period"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/write/", views.write, name="write"),
    path("<int:pk>/autosave/", views.autosave, name="autosave"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/ask/", views.ask, name="ask"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/evidence/<int:evidence_id>/", views.evidence, name="evidence"),
]
