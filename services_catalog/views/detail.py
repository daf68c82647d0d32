from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from services_catalog import access


@require_GET
@login_not_required
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    service = access.open_service(slug)
    return render(
        request,
        "services_catalog/detail.html",
        {"service": service, "similar": access.similar_services(service)},
    )
