from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from ke_portal.accounts.models import User


class PortalRequest(HttpRequest):
    """A request of a logged-in user, as views see it."""

    user: User
    htmx: HtmxDetails
