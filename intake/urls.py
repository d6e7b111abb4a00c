from django.urls import path

from intake import views

app_name = "intake"
urlpatterns = [
    path("", views.index, name="index"),
    path("words/", views.words, name="words"),
    path("words/<int:pk>/", views.decide_word, name="decide_word"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/retry/", views.retry, name="retry"),
    path("<int:pk>/again/", views.read_again, name="again"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/publish/", views.publish, name="publish"),
]
