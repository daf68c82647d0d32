from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from ke_portal.rowsecurity.acting import acting_as


class ActingUserMiddleware:
    """One transaction a request, in which PostgreSQL knows who is acting; rolled back on a server error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Health checks must answer when the database does not.
        if request.path in {"/healthz", "/readyz"}:
            return self.get_response(request)
        with acting_as(request.user):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response
