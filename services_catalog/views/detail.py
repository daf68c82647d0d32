from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from services_catalog import access, qr, schema_org
from services_catalog.models import Service, closings, timetables, words_of


@require_GET
@login_not_required
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return page_of(request, access.open_service(slug))


def page_of(request: HttpRequest, service: Service, *, is_preview: bool = False) -> HttpResponse:
    """The page of one entry, as the public reads it or, for those who write it, will read it."""
    now = timezone.now()
    address = request.build_absolute_uri(service.get_absolute_url())
    return render(
        request,
        "services_catalog/detail.html",
        {
            "service": service,
            "words": words_of(service, wanted=request.GET.get("tekst") or get_language() or ""),
            "timetables": timetables(service.hours.all(), now),
            "notices": [notice for notice in service.notices.all() if notice.is_current],
            "courses": [course for course in service.course_dates.all() if not course.is_over],
            "closings": closings(service.hours.all(), now),
            "similar": access.similar_services(service),
            "is_preview": is_preview,
            "address": address,
            "square": qr.square(address),
            "data_block": schema_org.data_block(service, address=address),
        },
    )
