"""Saved searches: what they find, and the link that opens one."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core import signing
from django.http import Http404, QueryDict

from ke_portal.rowsecurity.acting import holding_receipt
from services_catalog import access
from services_catalog.directory.answering import keys_found
from services_catalog.directory.facets import facets
from services_catalog.directory.wish import Wish, read_wish
from services_catalog.models import Service, Watch

SALT = "services_catalog.watch"


def token_of(watch: Watch) -> str:
    """The watch's id with our signature: what the links to it carry."""
    return signing.Signer(salt=SALT).sign(str(watch.pk))


@contextmanager
def holding_watch(token: str) -> Iterator[Watch]:
    """The watch that a signed link names, while the block lasts. Raises Http404 when there is none."""
    try:
        key = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        raise Http404 from None
    with holding_receipt(key):
        watch = Watch.objects.filter(pk=key).first()
        if watch is None:
            raise Http404
        yield watch


def wish_of(watch: Watch) -> Wish:
    """What is watched, as it would be understood today."""
    return read_wish(QueryDict(watch.search), facets())


def found_now(watch: Watch) -> list[int]:
    """The keys of the services that the watched search finds today."""
    return keys_found(wish_of(watch))


def news_of(watch: Watch) -> list[Service]:
    """The services that the last e-mail was about, as far as they are still there."""
    return list(access.published_services().among(watch.news).for_list().order_by("name", "pk"))
