from django.contrib.auth import views as auth
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from units.context import first_screen
from units.http import PortalRequest


class SignIn(auth.LoginView):
    template_name = "units/sign_in.html"
    redirect_authenticated_user = True


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """To the screen on which this person must act first."""
    screen = first_screen(request.user)
    if screen is None:
        return render(request, "units/no_role.html")
    return redirect(screen)
