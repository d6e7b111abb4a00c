"""What acts on notices are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "feed.made": pgettext_lazy("act", "made an address for the own calendar"),
    "feed.withdrawn": pgettext_lazy("act", "withdrew the address of the own calendar"),
    "ladder.changed": pgettext_lazy("act", "changed the steps of chasing"),
    "ladder.chosen": pgettext_lazy("act", "chose a ladder of chasing"),
    "ladder.dropped": pgettext_lazy("act", "gave up the plan's own ladder of chasing"),
    "manner.changed": pgettext_lazy("act", "changed the hours of letters"),
    "mutes.changed": pgettext_lazy("act", "chose what letters leave out"),
    "outlet.added": pgettext_lazy("act", "added an outlet"),
    "outlet.changed": pgettext_lazy("act", "changed an outlet"),
    "outlet.tried": pgettext_lazy("act", "had an outlet tried"),
    "subscription.added": pgettext_lazy("act", "added a program that is told what happens"),
    "subscription.changed": pgettext_lazy("act", "changed a program that is told what happens"),
    "subscription.secret_renewed": pgettext_lazy("act", "renewed the secret of a program"),
    "subscription.resumed": pgettext_lazy("act", "had a program told again"),
    "subscription.replayed": pgettext_lazy("act", "had the last days told once more"),
    "subscription.ended": pgettext_lazy("act", "no longer had a program told"),
    "message.repeated": pgettext_lazy("act", "had the message sent once more"),
}
THINGS = {
    "notices.calendarfeed": pgettext_lazy("thing", "address of a calendar"),
    "notices.ladder": pgettext_lazy("thing", "ladder of chasing"),
    "notices.manner": pgettext_lazy("thing", "hours of letters"),
    "notices.message": pgettext_lazy("thing", "message"),
    "notices.outlet": pgettext_lazy("thing", "outlet"),
    "notices.subscription": pgettext_lazy("thing", "program that is told"),
}
JOBS = {
    "notices.find_waiting": pgettext_lazy("job", "finds what waits and tells people"),
    "notices.deliver": pgettext_lazy("job", "sends letters"),
    "notices.tell_outlets": pgettext_lazy("job", "tells groups and gateways"),
    "notices.tell_programs": pgettext_lazy("job", "tells programs what happened"),
}
