from django.urls import path

from notices import views
from notices.views import board, feeds, ladder, mutes, outlets, subscriptions

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/read/", views.read, name="read"),
    path("mutes/", mutes.mutes, name="mutes"),
    path("read/", views.read_all, name="read-all"),
    path("count/", views.count, name="count"),
    path("calendar/", feeds.calendar, name="calendar"),
    path("calendar/withdraw/", feeds.withdraw, name="calendar-withdraw"),
    # What hides these addresses from logs knows them by how they begin.
    path("feeds/<str:token>.ics", feeds.feed, name="feed"),
    path("board/", board.board, name="board"),
    path("board/next/", board.upcoming, name="next"),
    path("board/failures/", board.failures, name="failures"),
    path("board/rehearsal/", board.rehearsal, name="rehearsal"),
    path("board/letters/", board.letters, name="letters"),
    path("ladder/", ladder.ladder, name="ladder"),
    path("ladder/choose/", ladder.choose, name="ladder-choose"),
    path("ladder/drop/", ladder.drop, name="ladder-drop"),
    path("ladder/hours/", ladder.hours, name="hours"),
    path("ladder/<slug:matter>/", ladder.steps, name="ladder-steps"),
    path("outlets/", outlets.outlets, name="outlets"),
    path("outlets/add/", outlets.add, name="outlet-add"),
    path("outlets/<int:pk>/", outlets.change, name="outlet"),
    path("outlets/<int:pk>/try/", outlets.try_it, name="outlet-try"),
    path("webhooks/", subscriptions.subscriptions, name="subscriptions"),
    path("webhooks/add/", subscriptions.add, name="subscription-add"),
    path("webhooks/<int:pk>/", subscriptions.change, name="subscription"),
    path("webhooks/<int:pk>/secret/", subscriptions.renew_secret, name="subscription-secret"),
    path("webhooks/<int:pk>/resume/", subscriptions.resume, name="subscription-resume"),
    path("webhooks/<int:pk>/replay/", subscriptions.replay, name="subscription-replay"),
    path("webhooks/<int:pk>/end/", subscriptions.end, name="subscription-end"),
    path("messages/<int:pk>/again/", board.send_again, name="send-again"),
    path("mail/", views.mail, name="mail"),
    path("mail/<str:name>/", views.letter, name="letter"),
]
