"""What acts on people, rights and units are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "account.created": pgettext_lazy("act", "created the account"),
    "account.requested": pgettext_lazy("act", "asked for the account"),
    "account.approved": pgettext_lazy("act", "approved the account"),
    "account.refused": pgettext_lazy("act", "refused the account"),
    "account.closed": pgettext_lazy("act", "closed the account"),
    "account.password_issued": pgettext_lazy("act", "issued the first password"),
    "account.password_changed": pgettext_lazy("act", "changed the password"),
    "account.signed_in": pgettext_lazy("act", "signed in"),
    "token.made": pgettext_lazy("act", "made a token for programs"),
    "token.withdrawn": pgettext_lazy("act", "withdrew the token for programs"),
    "calendar.day_set": pgettext_lazy("act", "set a day of the working calendar"),
    "calendar.imported": pgettext_lazy("act", "imported the yearly notice"),
    "group.created": pgettext_lazy("act", "created the group"),
    "group.member_added": pgettext_lazy("act", "added a member to the group"),
    "group.member_ended": pgettext_lazy("act", "ended a membership of the group"),
    "unit.created": pgettext_lazy("act", "created the unit"),
    "unit.named": pgettext_lazy("act", "gave the unit a name"),
    "unit.name_removed": pgettext_lazy("act", "removed a name of the unit"),
    "role.granted": pgettext_lazy("act", "granted a role"),
    "role.ended": pgettext_lazy("act", "ended a role"),
    "role.field_set": pgettext_lazy("act", "set the watched units"),
    "role.handed_over": pgettext_lazy("act", "handed the post over"),
    "sign_in.locked": pgettext_lazy("act", "locked the sign-in after wrong passwords"),
    "sign_in.unlocked": pgettext_lazy("act", "unlocked the sign-in"),
    "stand_in.given": pgettext_lazy("act", "named a stand-in"),
    "stand_in.begun": pgettext_lazy("act", "began the stand-in"),
    "stand_in.ended": pgettext_lazy("act", "ended the stand-in"),
    "stand_in.refused": pgettext_lazy("act", "refused the stand-in"),
    "stand_in.withdrawn": pgettext_lazy("act", "withdrew the stand-in"),
    "stand_in.roles_changed": pgettext_lazy("act", "changed the roles of the stand-in"),
}
THINGS = {
    "units.user": pgettext_lazy("thing", "person"),
    "units.unit": pgettext_lazy("thing", "unit"),
    "units.unitgroup": pgettext_lazy("thing", "group of units"),
    "units.standin": pgettext_lazy("thing", "stand-in"),
    "units.signincount": pgettext_lazy("thing", "sign-in"),
    "units.token": pgettext_lazy("thing", "token for programs"),
}
JOBS = {
    "units.keep_stand_ins": pgettext_lazy("job", "begins and ends stand-ins"),
}
