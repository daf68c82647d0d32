"""The portal's addresses, and beside them a bare page to compare with."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from ke_portal.urls import urlpatterns as portal


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """What a page costs that shows nothing: the middleware, the session and who is acting."""
    return HttpResponse("<!doctype html><title>.</title>")


urlpatterns = [path("bare/", bare), path("", include(portal))]
