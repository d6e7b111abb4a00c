from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/read/", views.read, name="read"),
    path("read/", views.read_all, name="read-all"),
    path("board/", views.board, name="board"),
    path("messages/<int:pk>/again/", views.send_again, name="send-again"),
    path("mail/", views.mail, name="mail"),
    path("mail/<str:name>/", views.letter, name="letter"),
]
