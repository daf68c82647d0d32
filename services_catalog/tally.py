"""Counts words in Redis, so that a page that is only read writes nothing. Losing them is harmless."""

import logging
from collections.abc import Iterable
from datetime import date, timedelta

import redis
from django.conf import settings

logger = logging.getLogger(__name__)

PREFIX = "ke:unfound:"
PATIENCE_SECONDS = 0.3
KEPT_FOR = timedelta(days=4)
MOST_WORDS_A_DAY = 5000


def _client() -> "redis.Redis":
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=PATIENCE_SECONDS,
        socket_timeout=PATIENCE_SECONDS,
        decode_responses=True,
    )


def add(words: Iterable[str], *, on: date) -> bool:
    """Count each of `words` once more on a day; False when Redis does not answer or the day is full."""
    key = f"{PREFIX}{on.isoformat()}"
    try:
        with _client() as client:
            if client.hlen(key) >= MOST_WORDS_A_DAY:
                return False
            with client.pipeline(transaction=False) as pipe:
                for word in words:
                    pipe.hincrby(key, word, 1)
                pipe.expire(key, KEPT_FOR)
                pipe.execute()
    except redis.RedisError as problem:
        logger.warning("Searches were not counted: %s", type(problem).__name__)
        return False
    return True


def days_before(day: date) -> list[date]:
    """The days before `day` that have counts, the first first. Raises redis.RedisError."""
    with _client() as client:
        found = [
            date.fromisoformat(str(key).removeprefix(PREFIX))
            for key in client.scan_iter(match=f"{PREFIX}*")
        ]
    return sorted(each for each in found if each < day)


def of(day: date) -> dict[str, int]:
    """How often each word was counted on a day. Raises redis.RedisError."""
    with _client() as client:
        return {word: int(times) for word, times in client.hgetall(f"{PREFIX}{day}").items()}


def forget(day: date) -> None:
    """The counts of a day are kept elsewhere now. Raises redis.RedisError."""
    with _client() as client:
        client.delete(f"{PREFIX}{day}")
