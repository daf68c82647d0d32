"""Open data: the directory as HSDS 3.0, in the order of the search page."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from services_catalog import access, hsds, search

PAGE_SIZE = 50
LARGEST_PAGE = 500


class BadParameter(ValueError):
    """A parameter that is not what it must be."""


@require_GET
@login_not_required
def service_list(request: HttpRequest) -> JsonResponse:
    try:
        number = _number(request, "page", 1)
        size = min(_number(request, "per_page", PAGE_SIZE), LARGEST_PAGE)
    except BadParameter as bad:
        return JsonResponse({"error": str(bad)}, status=400)
    found = search.find(access.published_services(), request.GET.get("search", ""))
    paginator = Paginator(access.whole_services(found.services), size)
    try:
        page = paginator.page(number)
    except EmptyPage:
        page = Page([], number, paginator)
    contents = [hsds.write_service(service) for service in page]
    if request.GET.get("full") != "true":
        contents = [hsds.in_short(record) for record in contents]
    return JsonResponse(
        {
            "total_items": paginator.count,
            "total_pages": paginator.num_pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= paginator.num_pages,
            "empty": not contents,
            "contents": contents,
        }
    )


@require_GET
@login_not_required
def service_detail(_request: HttpRequest, public_id: UUID) -> JsonResponse:
    return JsonResponse(hsds.write_service(access.open_service_by_id(public_id)))


def _number(request: HttpRequest, name: str, default: int) -> int:
    value = request.GET.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or len(value) > 9 or int(value) < 1:
        raise BadParameter(_("%(name)s må være et helt tall fra 1 og opp.") % {"name": name})
    return int(value)
