from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("mine/", views.mine, name="mine"),
    path("review/", views.review, name="review"),
    path("review/ticked/", views.review_ticked, name="review-ticked"),
    path("late/", views.late, name="late"),
    path("rhythm/<int:pk>/", views.rhythm, name="rhythm"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/write/", views.write, name="write"),
    path("<int:pk>/decide/", views.decide, name="decide"),
]
