"""The page that tells people what the open data is and how to take it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from services_catalog.api.description import ADDRESSES
from services_catalog.api.parameters import LARGEST_PAGE


@require_GET
@login_not_required
def open_data_page(request: HttpRequest) -> HttpResponse:
    base = request.build_absolute_uri(reverse("hsds:about"))
    context = {
        "examples": [
            (_("Alle tjenester"), f"{base}services"),
            (_("Tjenester for den som leter etter logoped"), f"{base}services?search=logoped"),
            (
                _("Alt om det som er endret i år"),
                f"{base}services?modified_after={timezone.localdate():%Y}-01-01&full=true",
            ),
            (
                _("Hele katalogen i ett, en tjeneste på hver linje"),
                f"{base}services?format=ndjson&full=true",
            ),
        ],
        "addresses": [(f"{base}{each.path.lstrip('/')}", each) for each in ADDRESSES],
        "parameters": {each.name: each for address in ADDRESSES for each in address.parameters},
        "licence": settings.KE_OPEN_DATA_LICENCE,
        "largest_page": LARGEST_PAGE,
        "per_minute": settings.KE_OPEN_DATA_PER_MINUTE,
    }
    return render(request, "services_catalog/open_data.html", context)
