from django.contrib.auth.views import LogoutView
from django.urls import path

from units import views

app_name = "units"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
]
