"""The page that tells people what the open data is and how to take it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from services_catalog.api.description import ADDRESSES
from services_catalog.api.parameters import LARGEST_PAGE


@require_GET
@login_not_required
def open_data_page(request: HttpRequest) -> HttpResponse:
    base = request.build_absolute_uri(reverse("hsds:about"))
    context = {
        "base": base,
        "addresses": [(f"{base}{each.path.lstrip('/')}", each) for each in ADDRESSES],
        "parameters": {each.name: each for address in ADDRESSES for each in address.parameters},
        "this_year": f"{timezone.localdate():%Y}-01-01",
        "licence": settings.KE_OPEN_DATA_LICENCE,
        "largest_page": LARGEST_PAGE,
        "per_minute": settings.KE_OPEN_DATA_PER_MINUTE,
    }
    return render(request, "services_catalog/open_data.html", context)
