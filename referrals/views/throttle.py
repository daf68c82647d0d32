"""How often someone has tried something, counted in PostgreSQL."""

import time

from django.core.cache import cache
from django.http import HttpRequest

from ke_portal import sealing
from ke_portal.accounts.requests import address_of

MINUTE = 60
STATUS_WINDOW = 10 * MINUTE
STATUS_TRIES_PER_ADDRESS = 10
STATUS_TRIES_PER_PREFIX = 20
SEND_WINDOW = 60 * MINUTE
SENT_BEFORE_IT_IS_A_FLOOD = 20


def count(what: str, *, seconds: int) -> int:
    """One more of `what` in this stretch of `seconds`; how many there have been."""
    window = int(time.time()) // seconds
    key = f"referrals:{sealing.fingerprint(f'{window}:{what}', purpose='throttle')}"
    so_far = int(cache.get(key, 0)) + 1
    cache.set(key, so_far, timeout=seconds)
    return so_far


def may_try_status(request: HttpRequest, code: str) -> bool:
    """Whether this address, and this beginning of a code, have not been tried too often."""
    by_address = count(f"status-address:{address_of(request)}", seconds=STATUS_WINDOW)
    by_prefix = count(f"status-prefix:{code[:4]}", seconds=STATUS_WINDOW)
    return by_address <= STATUS_TRIES_PER_ADDRESS and by_prefix <= STATUS_TRIES_PER_PREFIX


def is_flood(request: HttpRequest) -> bool:
    """Whether this address has sent so much that somebody should look. Nothing is turned away for it."""
    return count(f"send:{address_of(request)}", seconds=SEND_WINDOW) > SENT_BEFORE_IT_IS_A_FLOOD
