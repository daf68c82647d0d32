from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from ke_portal.accounts.requests import PortalRequest
from services_catalog import access, search
from services_catalog.forms import read_wish

PAGE_SIZE = 20


@require_GET
@login_not_required
@vary_on_headers("HX-Request")
def service_list(request: PortalRequest) -> HttpResponse:
    facets = access.facets()
    wish = read_wish(request.GET, facets)
    found = search.find(
        access.services_for(
            group=wish.group,
            topic=wish.topic,
            municipality=wish.municipality,
            category=wish.category,
        ),
        wish.words,
    )
    page = Paginator(found.services.for_list(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "wish": wish,
        "found": found,
        "page_obj": page,
        "facets": facets,
    }
    is_fragment = request.htmx and not request.htmx.history_restore_request
    template = "services_catalog/_results.html" if is_fragment else "services_catalog/list.html"
    return render(request, template, context)
