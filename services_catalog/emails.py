"""What goes out by e-mail: that something waits, and when. Never about whom or what."""

from datetime import date

from django.conf import settings
from django.core import signing
from django.urls import reverse

from ke_portal.accounts.models import User
from ke_portal.outbox.actions import queue_email
from services_catalog import directory
from services_catalog.models import Watch

SALT = "services_catalog.confirm"


def letter_token(letter: str) -> str:
    """The letter's id with our signature: what the link in it carries."""
    return signing.Signer(salt=SALT).sign(letter)


def letter_of(token: str) -> str:
    """The letter that `token` names. Raises signing.BadSignature."""
    return signing.Signer(salt=SALT).unsign(token)


def ask_owner(*, letter: str, to: str, due_on: date, is_reminder: bool = False) -> None:
    """Ask the owner of some entries whether they are still right; the link needs no account."""
    what = "reminded" if is_reminder else "asked"
    queue_email(
        key=f"confirm:{letter}:{what}",
        to=to,
        template=f"services_catalog/{what}",
        context={
            "due_on": due_on,
            "url": _address("services_catalog:confirm", letter_token(letter)),
        },
    )


def tell_provider_answered(user: User, *, key: str) -> None:
    """What a provider sent in has been answered."""
    queue_email(
        key=key,
        to=user.email,
        template="services_catalog/answered",
        context={"url": _address("services_catalog:mine")},
        language=user.language or "nb",
    )


def ask_watcher(watch: Watch) -> None:
    """Ask whoever reads the mailbox whether they want to be told of something new."""
    queue_email(
        key=f"watch:{watch.pk}:asked",
        to=watch.email,
        template="services_catalog/watch_asked",
        context={"url": _address("services_catalog:watched", directory.token_of(watch))},
        language=watch.language,
    )


def tell_watcher(watch: Watch, *, occasion: str) -> None:
    """Tell that there is something new, with a link to see it and one to end it."""
    token = directory.token_of(watch)
    end_at = _address("services_catalog:end_watch", token)
    queue_email(
        key=f"watch:{watch.pk}:{occasion}",
        to=watch.email,
        template="services_catalog/watch_news",
        context={"url": _address("services_catalog:watched", token), "end_at": end_at},
        language=watch.language,
        unsubscribe_url=end_at,
    )


def _address(name: str, *parts: str) -> str:
    return settings.KE_BASE_URL + reverse(name, args=parts)
