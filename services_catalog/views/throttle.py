"""How often one address has written to us, counted in PostgreSQL as a keyed hash that the next hour forgets."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from ke_portal import sealing

HOUR = 60 * 60
MESSAGES_AN_HOUR = 20
COUNTS_AN_HOUR = 120


def may_write(request: HttpRequest) -> bool:
    """Whether this address may leave one more message this hour."""
    return _count("write", request) <= MESSAGES_AN_HOUR


def may_count(request: HttpRequest) -> bool:
    """Whether one more search from this address is counted this hour."""
    return _count("count", request) <= COUNTS_AN_HOUR


def _count(what: str, request: HttpRequest) -> int:
    window = int(time.time()) // HOUR
    said = f"{window}:{what}:{_address_of(request)}"
    key = f"services_catalog:{sealing.fingerprint(said, purpose='throttle')}"
    so_far = int(cache.get(key, 0)) + 1
    cache.set(key, so_far, timeout=HOUR)
    return so_far


def _address_of(request: HttpRequest) -> str:
    """Where the request came from; behind our own proxy, what that says."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
