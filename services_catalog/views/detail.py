from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from services_catalog import access
from services_catalog.models import Service


@require_GET
@login_not_required
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return page_of(request, access.open_service(slug))


def page_of(request: HttpRequest, service: Service, *, is_preview: bool = False) -> HttpResponse:
    """The page of one entry, as the public reads it or, for those who write it, will read it."""
    return render(
        request,
        "services_catalog/detail.html",
        {
            "service": service,
            "similar": access.similar_services(service),
            "is_preview": is_preview,
        },
    )
