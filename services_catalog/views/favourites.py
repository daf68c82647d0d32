from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from services_catalog import access


@require_GET
@login_not_required
def saved_services(request: HttpRequest) -> HttpResponse:
    """The services that the address names, in its order. The browser that saved them keeps the list."""
    asked = request.GET.getlist("t")
    return render(
        request,
        "services_catalog/saved.html",
        {"services": access.services_called(asked), "is_asked": bool(asked)},
    )
