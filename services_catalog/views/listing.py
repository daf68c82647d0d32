from urllib.parse import parse_qsl, urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from ke_portal.accounts.requests import PortalRequest
from services_catalog import actions, directory


@require_GET
@login_not_required
@vary_on_headers("HX-Request")
def service_list(request: PortalRequest) -> HttpResponse:
    wish = directory.read_wish(request.GET, directory.facets())
    found = directory.answer(wish)
    page = found.page(request.GET.get("page"), size=directory.page_size(wish))
    address = reverse("services_catalog:list") + wish.address(page=page.number)
    context = {
        "wish": wish,
        "found": found,
        "page_obj": page,
        "marks": directory.marks(found.services) if wish.is_map else [],
        "address": address,
    }
    if not (request.htmx and not request.htmx.history_restore_request):
        if wish.words and not wish.narrowings and not page.paginator.count:
            # Not in the database: a page that is read writes nothing there.
            actions.count_unfound(wish.words)
        template = "print" if wish.is_paper else "list"
        return render(request, f"services_catalog/{template}.html", context)
    # While one types, the page itself asks to have the words counted once they have stood for a while.
    response = render(request, "services_catalog/_answer.html", context | {"is_fragment": True})
    is_typing = only_words_differ(request.htmx.current_url or "", address)
    response["HX-Replace-Url" if is_typing else "HX-Push-Url"] = address
    return response


def only_words_differ(before: str, after: str) -> bool:
    """Whether two addresses ask for the same but for the words, as while somebody types."""
    asked = [
        [(name, value) for name, value in parse_qsl(urlsplit(each).query) if name != "q" and value]
        for each in (before, after)
    ]
    return asked[0] == asked[1]
