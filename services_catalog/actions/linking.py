"""The links of the entries are tried, and the dead ones marked."""

import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from services_catalog import links
from services_catalog.actions.changing import mark_dead_links
from services_catalog.models import PUBLISHED, Link, Service

AGAIN_AFTER = timedelta(days=7)
FAILURES_BEFORE_DEAD = 2
MOST_A_NIGHT = 500


def check_links() -> int:
    """Try the links whose time has come, each host at most once in a while. Returns how many were tried.

    Does nothing where the installation says that it may not reach the net. Safe to run twice: a link counts
    one failure a day.
    """
    if not settings.KE_CHECK_LINKS:
        return 0
    now = timezone.now()
    due = (
        Link.objects.filter(service__status__in=PUBLISHED)
        .filter(
            Q(tried_at=None)
            | Q(tried_at__lt=now - AGAIN_AFTER)
            | Q(failures__gt=0, tried_at__date__lt=timezone.localdate())
        )
        .order_by(F("tried_at").asc(nulls_first=True), "pk")
    )
    answers: dict[str, links.Answer] = {}
    last_asked: dict[str, float] = {}
    tried = 0
    for key, url in list(due.values_list("pk", "url")[:MOST_A_NIGHT]):
        if url not in answers:
            _wait_for(urlsplit(url).netloc, last_asked)
            answers[url] = links.probe(url)
        note_answer(key, is_alive=answers[url].is_alive, what=answers[url].what)
        tried += 1
    return tried


def _wait_for(host: str, last_asked: dict[str, float]) -> None:
    """Let a host rest between two questions."""
    since = time.monotonic() - last_asked.get(host, float("-inf"))
    if since < settings.KE_LINK_CHECK_PAUSE:
        time.sleep(settings.KE_LINK_CHECK_PAUSE - since)
    last_asked[host] = time.monotonic()


@transaction.atomic
def note_answer(key: int, *, is_alive: bool, what: str) -> None:
    """Write how a link answered. It is dead when it has failed on two days in a row of tries."""
    link = (
        Link.objects.select_for_update(of=("self",))
        .select_related("service")
        .filter(pk=key)
        .first()
    )
    if link is None:
        return
    today, was_dead = timezone.localdate(), link.dead_since is not None
    link.tried_at, link.what = timezone.now(), what[:200]
    if is_alive:
        link.failures, link.failed_on, link.dead_since = 0, None, None
    elif link.failed_on != today:
        link.failures += 1
        link.failed_on = today
        if link.failures >= FAILURES_BEFORE_DEAD and not was_dead:
            link.dead_since = today
    link.save()
    if was_dead != (link.dead_since is not None):
        verb = Verb.LINK_REVIVED if was_dead else Verb.LINK_DIED
        log.record(verb, on=link.service, by=None, detail={"what": link.what})
        mark_dead_links(Service.objects.filter(pk=link.service_id))
