"""A search box that other sites may show on their own pages, and the page that hands it out."""

from csp.constants import NONE, SELF
from csp.decorators import csp, csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language, gettext_lazy, override
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from ke_portal.organisations.access import our_unit

HEIGHT = 190
NAME = gettext_lazy("Søk etter hjelp")


# Any site may frame it, so it runs nothing, sends nothing on and can only lead to a search of ours.
@require_GET
@login_not_required
@xframe_options_exempt
@cache_control(public=True, max_age=300)
@csp(
    {
        "default-src": [NONE],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": ["*"],
    }
)
def search_box(request: HttpRequest) -> HttpResponse:
    """The box, in the language that the other site asks for, since no cookie follows into a frame."""
    wanted = request.GET.get("sprak", "")
    known = {code for code, _name in settings.LANGUAGES}
    with override(wanted if wanted in known else get_language()):
        return render(request, "services_catalog/embedded.html", {"unit": our_unit()})


@require_GET
@login_not_required
@csp_update({"frame-src": [SELF]})
def snippet(request: HttpRequest) -> HttpResponse:
    """What to paste, with the box as it will look."""
    address = request.build_absolute_uri(reverse("embedded:search_box"))
    lines = [(language, _line(address, code)) for code, language in settings.LANGUAGES]
    context = {
        "snippets": lines,
        "height": HEIGHT,
    }
    return render(request, "services_catalog/snippet.html", context)


def _line(address: str, code: str) -> str:
    """The line that frames the box in the language `code`."""
    with override(code):
        name = escape(str(NAME))
    return (
        f'<iframe src="{escape(address)}?sprak={code}" title="{name}"'
        f' width="100%" height="{HEIGHT}" loading="lazy"></iframe>'
    )
