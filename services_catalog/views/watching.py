import time

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from ke_portal import sealing
from ke_portal.accounts.requests import address_of
from services_catalog import actions, directory
from services_catalog.forms.watching import WatchForm

HOUR = 60 * 60
DAY = 24 * HOUR
ASKED_FROM_ONE_PLACE_AN_HOUR = 5
WRITTEN_TO_ONE_ADDRESS_A_DAY = 2
WRITTEN_IN_ALL_AN_HOUR = 200


@login_not_required
@require_http_methods(["GET", "POST"])
def watch(request: HttpRequest) -> HttpResponse:
    """Ask for word of what is new for the search in the address. The answer is the same whoever's mailbox it is."""
    wish = directory.read_wish(request.GET, directory.facets())
    form = WatchForm(request.POST or None)
    context = {"form": form, "wish": wish}
    if not form.is_valid():
        return render(request, "services_catalog/watch.html", context)
    if _count(f"from:{address_of(request)}", HOUR) > ASKED_FROM_ONE_PLACE_AN_HOUR:
        return render(
            request, "services_catalog/watch.html", {**context, "is_throttled": True}, status=429
        )
    email = form.cleaned_data["email"].strip()
    if _may_write_to(email):
        actions.ask_to_watch(
            email=email,
            search=wish.as_watched,
            rhythm=form.cleaned_data["rhythm"],
            language=get_language() or "nb",
        )
    return redirect("services_catalog:watch_sent")


@login_not_required
@require_GET
def watch_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "services_catalog/watch_sent.html")


@login_not_required
@require_http_methods(["GET", "POST"])
def watched(request: HttpRequest, token: str) -> HttpResponse:
    """What the links in our e-mails open: say yes first; later, see what is new."""
    with directory.holding_watch(token) as held:
        if request.method == "POST":
            actions.confirm_watch(held)
            return redirect("services_catalog:watched", token)
        context = {
            "watch": held,
            "token": token,
            "wish": directory.wish_of(held),
            "services": directory.news_of(held),
        }
        return render(request, "services_catalog/watched.html", context)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def end_watch(request: HttpRequest, token: str) -> HttpResponse:
    """One press ends it. Mail readers press it too, without a page of ours, so the signed link is the key."""
    with directory.holding_watch(token) as held:
        if request.method == "GET":
            return render(request, "services_catalog/end_watch.html", {"token": token})
        actions.end_watch(held)
    return render(request, "services_catalog/watch_ended.html")


def _may_write_to(email: str) -> bool:
    """Whether one more may go to this mailbox, so that nobody can have us fill a stranger's."""
    to_them = _count(f"to:{email.casefold()}", DAY) <= WRITTEN_TO_ONE_ADDRESS_A_DAY
    return to_them and _count("all", HOUR) <= WRITTEN_IN_ALL_AN_HOUR


def _count(what: str, seconds: int) -> int:
    """One more of `what` in this stretch of time; how many there have been."""
    said = f"{int(time.time()) // seconds}:{what}"
    key = f"services_catalog:watch:{sealing.fingerprint(said, purpose='throttle')}"
    so_far = int(cache.get(key, 0)) + 1
    cache.set(key, so_far, timeout=seconds)
    return so_far
