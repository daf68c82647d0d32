from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from services_catalog import search


@require_GET
@login_not_required
@cache_control(max_age=60, public=True)
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """A fragment: what the words typed so far may become. Nobody needs it; the search works without."""
    return render(
        request,
        "services_catalog/_suggestions.html",
        {"suggestions": search.suggest(request.GET.get("q", ""))},
    )
