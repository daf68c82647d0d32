"""How open data answers: JSON for any site to read, kept a minute, not sent again when nothing has changed."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from services_catalog import access
from services_catalog.api import throttle
from services_catalog.api.parameters import (
    LARGEST_PAGE,
    PAGE_SIZE,
    BadParameter,
    Parameter,
    read_all,
)

KEPT = 60
METHODS = ("GET", "HEAD", "OPTIONS")
JSON_LINES = "application/x-ndjson"

Asked = dict[str, Any]
View = Callable[..., HttpResponseBase]


def open_data(*parameters: Parameter) -> Callable[[View], View]:
    """Makes a view an address of the open data. It is called with what was asked for, as `asked`."""

    def decorate(view: View) -> View:
        @login_not_required
        @wraps(view)
        def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            response = _answer(view, request, parameters, parts)
            response["Access-Control-Allow-Origin"] = "*"
            if "Cache-Control" not in response:
                response["Cache-Control"] = "no-store"
            return response

        answer.parameters = parameters  # type: ignore[attr-defined]
        return answer

    return decorate


def _answer(
    view: View, request: HttpRequest, parameters: Iterable[Parameter], parts: dict[str, Any]
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={
                "Access-Control-Allow-Methods": ", ".join(METHODS),
                "Access-Control-Allow-Headers": "*",
                "Access-Control-Max-Age": "86400",
            },
        )
    if request.method not in METHODS:
        return error(
            _("Her kan man bare hente."), status=405, headers={"Allow": ", ".join(METHODS)}
        )
    if wait := throttle.seconds_to_wait(request):
        return error(
            _("For mange spørsmål på kort tid. Prøv igjen om %(seconds)d sekunder.")
            % {"seconds": wait},
            status=429,
            headers={"Retry-After": str(wait)},
        )
    try:
        return view(request, read_all(parameters, request.GET), **parts)
    except BadParameter as bad:
        return error(str(bad), status=400)
    except Http404:
        return error(_("Finnes ikke."), status=404)


def error(message: str, *, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return JsonResponse({"error": message}, status=status, headers=headers)


def give(
    request: HttpRequest,
    body: bytes,
    *,
    changed_at: datetime | None,
    content_type: str = "application/json",
) -> HttpResponse:
    """`body`, or 304 when the caller has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed = min(int(changed_at.timestamp()), _now()) if changed_at else None
    fresh = HttpResponse(body, content_type=content_type)
    response = get_conditional_response(request, etag, changed, fresh) or fresh
    response["ETag"] = etag
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = f"public, max-age={KEPT}"
    return response


def give_json(request: HttpRequest, data: Any, *, changed_at: datetime | None) -> HttpResponse:
    return give(request, as_json(data), changed_at=changed_at)


def give_list(
    request: HttpRequest,
    rows: Any,
    asked: Asked,
    write: Callable[[list[Any]], list[dict[str, Any]]],
    *,
    size: int | None = None,
) -> HttpResponseBase:
    """`rows`, a queryset or list, written page by page; or all of them, a line each.

    `write` turns the rows of one page into records, with a constant number of queries.
    """
    changed_at = access.directory_changed_at()
    if asked["format"] == "ndjson":
        return _lines(rows, write, changed_at=changed_at)
    number = asked["page"]
    paginator = Paginator(rows, size or min(asked["per_page"] or PAGE_SIZE, LARGEST_PAGE))
    try:
        page = paginator.page(number)
    except EmptyPage:
        page = Page([], number, paginator)
    contents = write(list(page))
    data = {
        "total_items": paginator.count,
        "total_pages": paginator.num_pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= paginator.num_pages,
        "empty": not contents,
        "contents": contents,
    }
    return give_json(request, data, changed_at=changed_at)


def _lines(
    rows: Any,
    write: Callable[[list[Any]], list[dict[str, Any]]],
    *,
    changed_at: datetime | None,
) -> HttpResponseBase:
    """All rows, in stretches. They are named first, so that the order holds while they are sent."""
    stretches: Iterator[list[Any]]
    if isinstance(rows, list):
        stretches = (rows[at : at + LARGEST_PAGE] for at in range(0, len(rows), LARGEST_PAGE))
    else:
        stretches = access.in_stretches(rows, LARGEST_PAGE)
    response = StreamingHttpResponse(
        (as_json(record) + b"\n" for stretch in stretches for record in write(stretch)),
        content_type=JSON_LINES,
    )
    if changed_at:
        response["Last-Modified"] = http_date(min(int(changed_at.timestamp()), _now()))
    response["Cache-Control"] = f"public, max-age={KEPT}"
    return response


def as_json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _now() -> int:
    return int(timezone.now().timestamp())
