from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from services_catalog import access as services_access


@login_not_required
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "desks/front.html", {"situations": services_access.life_situations()})


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "desks/accessibility.html")


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "desks/privacy.html")
