from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]


class NoticeStaleForm(CsrfViewMiddleware):
    """Checks the form's token as everywhere, but tells the view instead of answering 403.

    The view then shows what was typed with a fresh token, and does nothing else.
    """

    def _reject(self, request: HttpRequest, reason: str) -> None:
        request.is_stale = True  # type: ignore[attr-defined]


_check = decorator_from_middleware(NoticeStaleForm)


def keeps_what_was_typed(view: View) -> View:
    """For public forms: an old page or a lost cookie loses no text. Ask `is_stale` before acting."""
    checked: View = csrf_exempt(_check(view))

    @wraps(checked)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return checked(request, *args, **kwargs)

    return inner


def is_stale(request: HttpRequest) -> bool:
    """Whether the form was too old to be trusted."""
    return getattr(request, "is_stale", False)
