from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ke_portal.accounts import access
from ke_portal.accounts.hats import SESSION_KEY, current_hat, hats_of
from ke_portal.accounts.requests import PortalRequest


@require_GET
def after_login(request: PortalRequest) -> HttpResponse:
    """Straight to the page where this user's day begins."""
    hat = current_hat(request)
    return redirect(hat.page if hat else "desks:front")


@require_POST
def wear_hat(request: PortalRequest, name: str) -> HttpResponse:
    hat = next((hat for hat in hats_of(request.user) if hat.name == name), None)
    if hat is None:
        raise Http404
    request.session[SESSION_KEY] = hat.name
    return redirect(hat.page)


@login_not_required
@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Log in as one of the demonstration's people with one click. Not there outside a demonstration."""
    if not settings.KE_DEMO:
        raise Http404
    if request.method == "POST":
        user = get_object_or_404(access.demo_users(), email=request.POST.get("email", ""))
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session.pop(SESSION_KEY, None)
        return redirect("accounts:after_login")
    return render(request, "accounts/demo.html", {"users": access.demo_users()})
