from django.contrib.auth.views import LogoutView
from django.urls import path

from units import views

app_name = "units"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("password/", views.password, name="password"),
    path("units/", views.unit_list, name="list"),
    path("units/<int:pk>/", views.unit_page, name="unit"),
    path("groups/", views.group_list, name="groups"),
    path("groups/<int:pk>/add/", views.add_member, name="add-member"),
    path("groups/members/<int:pk>/end/", views.end_member, name="end-member"),
    path("accounts/", views.account_list, name="accounts"),
    path("accounts/<int:pk>/switch/", views.switch_account, name="switch-account"),
    path("rights/", views.grant_list, name="grants"),
    path("rights/<int:pk>/end/", views.end_grant, name="end-grant"),
    path("audit/", views.audit_trail, name="audit"),
]
