from django.contrib.auth.views import LogoutView
from django.urls import path

from units.views import (
    accounts,
    auditing,
    calendar,
    jobs,
    rights,
    signing_in,
    stand_ins,
    tokens,
    units,
)

app_name = "units"
urlpatterns = [
    path("", signing_in.home, name="home"),
    path("sign-in/", signing_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("password/", signing_in.password, name="password"),
    path("tokens/", tokens.own_tokens, name="tokens"),
    path("tokens/<int:pk>/withdraw/", tokens.withdraw, name="withdraw-token"),
    path("accounts/tokens/", tokens.all_tokens, name="all-tokens"),
    path("accounts/tokens/<int:pk>/withdraw/", tokens.withdraw_any, name="withdraw-any-token"),
    path("units/", units.unit_list, name="list"),
    path("units/<int:pk>/", units.unit_page, name="unit"),
    path("groups/", units.group_list, name="groups"),
    path("groups/<int:pk>/add/", units.add_member, name="add-member"),
    path("groups/members/<int:pk>/end/", units.end_member, name="end-member"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/<int:pk>/switch/", accounts.switch_account, name="switch-account"),
    path("accounts/<int:pk>/password/", accounts.issue_password, name="issue-password"),
    path("requests/", accounts.request_list, name="requests"),
    path("requests/<int:pk>/approve/", accounts.approve_account, name="approve-account"),
    path("requests/<int:pk>/refuse/", accounts.refuse_account, name="refuse-account"),
    path("locks/<int:pk>/unlock/", accounts.unlock, name="unlock"),
    path("rights/", rights.grant_list, name="grants"),
    path("rights/<int:pk>/end/", rights.end_grant, name="end-grant"),
    path("rights/<int:pk>/watched/", rights.watched_units, name="watched-units"),
    path("rights/hand-over/", rights.hand_over, name="hand-over"),
    path("stand-ins/", stand_ins.stand_in_list, name="stand-ins"),
    path("stand-ins/<int:pk>/withdraw/", stand_ins.withdraw_stand_in, name="withdraw-stand-in"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/import/", calendar.import_days, name="import-days"),
    path("audit/", auditing.audit_trail, name="audit"),
    path("jobs/", jobs.job_list, name="jobs"),
]
