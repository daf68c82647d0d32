"""When to try again."""

from datetime import timedelta

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)


def wait_after(tries: int) -> timedelta:
    """How long to wait after `tries` failures: one minute, then double, six hours at most."""
    doublings = min(max(tries - 1, 0), 10)
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
