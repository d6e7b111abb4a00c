from django.urls import path

from notices import views
from notices.views import ladder

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/read/", views.read, name="read"),
    path("read/", views.read_all, name="read-all"),
    path("count/", views.count, name="count"),
    path("board/", views.board, name="board"),
    path("ladder/", ladder.ladder, name="ladder"),
    path("ladder/choose/", ladder.choose, name="ladder-choose"),
    path("ladder/drop/", ladder.drop, name="ladder-drop"),
    path("ladder/hours/", ladder.hours, name="hours"),
    path("ladder/<slug:matter>/", ladder.steps, name="ladder-steps"),
    path("messages/<int:pk>/again/", views.send_again, name="send-again"),
    path("mail/", views.mail, name="mail"),
    path("mail/<str:name>/", views.letter, name="letter"),
]
