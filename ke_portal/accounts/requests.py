from django.conf import settings
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from ke_portal.accounts.models import User


class PortalRequest(HttpRequest):
    """A request of a logged-in user, as views see it."""

    user: User
    htmx: HtmxDetails


def address_of(request: HttpRequest) -> str:
    """Where the request came from; behind our own proxy, what that says."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
