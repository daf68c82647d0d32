"""Keeps one address from taking so much that others wait. Counted in Redis; without Redis, not at all."""

import logging
import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from redis.exceptions import RedisError

from ke_portal import sealing
from ke_portal.accounts.requests import address_of

MINUTE = 60
# How long to leave a Redis alone that does not answer.
REST = 10
log = logging.getLogger(__name__)
_resting_until = 0.0


def seconds_to_wait(request: HttpRequest) -> int:
    """0 when this address may ask; otherwise how long until it may."""
    now = this_second()
    window = now // MINUTE
    number = _count(f"{window}:{address_of(request)}")
    return 0 if number <= settings.KE_OPEN_DATA_PER_MINUTE else (window + 1) * MINUTE - now


def this_second() -> int:
    return int(time.time())


def _count(what: str) -> int:
    """One more of `what`; how many there have been. 0 while nothing can be counted."""
    global _resting_until
    if time.monotonic() < _resting_until:
        return 0
    key = sealing.fingerprint(what, purpose="open data")
    store = caches["open_data"]
    try:
        if store.add(key, 1, timeout=2 * MINUTE):
            return 1
        return store.incr(key)
    except ValueError:
        return 1
    except (RedisError, OSError) as error:
        _resting_until = time.monotonic() + REST
        log.warning("Open data is not throttled: %s", error)
        return 0
