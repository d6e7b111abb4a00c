from django.contrib.auth.views import LogoutView
from django.urls import path

from units.views import auditing, rights, signing_in, units

app_name = "units"
urlpatterns = [
    path("", signing_in.home, name="home"),
    path("sign-in/", signing_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("password/", signing_in.password, name="password"),
    path("units/", units.unit_list, name="list"),
    path("units/<int:pk>/", units.unit_page, name="unit"),
    path("groups/", units.group_list, name="groups"),
    path("groups/<int:pk>/add/", units.add_member, name="add-member"),
    path("groups/members/<int:pk>/end/", units.end_member, name="end-member"),
    path("accounts/", rights.account_list, name="accounts"),
    path("accounts/<int:pk>/switch/", rights.switch_account, name="switch-account"),
    path("rights/", rights.grant_list, name="grants"),
    path("rights/<int:pk>/end/", rights.end_grant, name="end-grant"),
    path("audit/", auditing.audit_trail, name="audit"),
]
