"""The editors' desk of the directory: what waits, the entries, their texts, status and history."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ke_portal.accounts.requests import PortalRequest
from services_catalog import actions
from services_catalog.access import editing, history
from services_catalog.forms.entries import DecideForm, EditorsEntryForm, MoveForm, NewEntryForm
from services_catalog.models import Service, ServiceStatus, facts_of
from services_catalog.rules.moderation import ENOUGH, MOVES, PUBLIC, Refusal, lacks, needs_a_word
from services_catalog.views import writing
from services_catalog.views.detail import page_of

EDIT = "services_catalog.change_service"
ROWS = 5
PAGE_SIZE = 30
REASONS = {
    Refusal.NOT_FROM_HERE: gettext_lazy("Statusen er endret av noen andre. Se hva den er nå."),
    Refusal.FOR_EDITORS: gettext_lazy("Bare en redaktør kan gjøre dette."),
    Refusal.SAYS_NOT_WHAT: gettext_lazy("Skriv hva tjenesten er, før den kan publiseres."),
    Refusal.SAYS_NOT_HOW: gettext_lazy(
        "Skriv hvordan man får tjenesten, eller hvem man kan spørre."
    ),
    Refusal.NEEDS_A_WORD: gettext_lazy("Skriv hvorfor, så de som eier teksten, forstår det."),
}
MOVE_LABELS = {
    ("draft", "review"): gettext_lazy("Send til godkjenning"),
    ("review", "draft"): gettext_lazy("Send tilbake"),
    ("active", "paused"): gettext_lazy("Steng midlertidig"),
    ("paused", "active"): gettext_lazy("Åpne igjen"),
}
MOVES_TO = {
    "draft": gettext_lazy("Gjør til utkast igjen"),
    "active": gettext_lazy("Publiser"),
    "withdrawn": gettext_lazy("Trekk tilbake"),
    "closed": gettext_lazy("Merk som nedlagt"),
}
# The lists behind the boxes of the desk: title, what fetches the rows, and the fragment that shows one.
BOXES: dict[str, tuple[Any, Any, str]] = {
    "nye": (gettext_lazy("Nye til godkjenning"), editing.entries_in_review, "_row_new.html"),
    "forslag": (gettext_lazy("Forslag til endring"), editing.proposals, "_row_proposal.html"),
    "bekreft": (gettext_lazy("Ikke bekreftet"), editing.confirmations, "_row_confirmation.html"),
    "meldinger": (gettext_lazy("Meldinger fra brukere"), editing.feedback, "_row_feedback.html"),
    "lenker": (gettext_lazy("Døde lenker"), editing.dead_links, "_row_link.html"),
    "onsker": (gettext_lazy("Søk som ikke fant noe"), editing.wishes, "_row_wish.html"),
}


@require_GET
@permission_required(EDIT, raise_exception=True)
def desk(request: PortalRequest) -> HttpResponse:
    """What waits for the editors; at most five rows a box."""
    boxes = []
    for kind, (label, rows, fragment) in BOXES.items():
        found = list(rows()[: ROWS + 1])
        boxes.append(
            {
                "kind": kind,
                "label": label,
                "rows": found[:ROWS],
                "has_more": len(found) > ROWS,
                "fragment": f"services_catalog/editing/{fragment}",
            }
        )
    return render(
        request,
        "services_catalog/editing/desk.html",
        {"boxes": boxes, "figures": editing.figures(), "enough": ENOUGH},
    )


@require_GET
@permission_required(EDIT, raise_exception=True)
def waiting(request: PortalRequest, kind: str) -> HttpResponse:
    """All of one box."""
    if kind not in BOXES:
        raise Http404
    label, rows, fragment = BOXES[kind]
    return render(
        request,
        "services_catalog/editing/waiting.html",
        {
            "kind": kind,
            "heading": label,
            "page_obj": Paginator(rows(), PAGE_SIZE).get_page(request.GET.get("page")),
            "fragment": f"services_catalog/editing/{fragment}",
        },
    )


@require_GET
@permission_required(EDIT, raise_exception=True)
def wishes(request: PortalRequest) -> HttpResponse:
    """Words that people looked for and did not find."""
    return render(
        request,
        "services_catalog/editing/wishes.html",
        {"page_obj": Paginator(editing.wishes(), PAGE_SIZE).get_page(request.GET.get("page"))},
    )


@require_GET
@permission_required(EDIT, raise_exception=True)
def entries(request: PortalRequest) -> HttpResponse:
    sieve = editing.Sieve(
        words="".join(filter(str.isprintable, request.GET.get("q", "")))[:100].strip(),
        status=request.GET.get("status", ""),
        lack=request.GET.get("mangler", ""),
    )
    page = Paginator(editing.entries(sieve), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "services_catalog/editing/entries.html",
        {"page_obj": page, "sieve": sieve, "statuses": ServiceStatus.choices, "enough": ENOUGH},
    )


@require_http_methods(["GET", "POST"])
@permission_required("services_catalog.add_service", raise_exception=True)
def add(request: PortalRequest) -> HttpResponse:
    form = NewEntryForm(request.POST or None, user=request.user, is_editor=True)
    if form.is_valid():
        service = actions.add_service(by=request.user, **form.cleaned_data)
        return redirect("services_catalog:edit", service.slug)
    return render(
        request,
        "services_catalog/editing/add.html",
        {"form": form, "templates": editing.templates()},
    )


@require_http_methods(["GET", "POST"])
@permission_required(EDIT, raise_exception=True)
def edit(request: PortalRequest, slug: str) -> HttpResponse:
    service = editing.open_entry(slug)
    form = EditorsEntryForm(
        writing.with_choices(request.POST, EditorsEntryForm(instance=service))
        if request.method == "POST"
        else None,
        instance=service,
        initial={"version": service.version},
    )
    if form.is_valid():
        try:
            actions.change_service(
                service, by=request.user, version=form.cleaned_data["version"], **form.values()
            )
        except actions.Stale:
            current = editing.open_entry(slug)
            return writing.both_texts(
                request,
                form,
                theirs=EditorsEntryForm(instance=current),
                version=current.version,
                heading=current.name,
                back="services_catalog:edit",
            )
        _say_saved(request)
        return redirect("services_catalog:edit", service.slug)
    return render(request, "services_catalog/editing/edit.html", _about(service) | {"form": form})


def _about(service: Service) -> dict[str, Any]:
    """What the page of an entry shows besides its text."""
    return {
        "service": service,
        "lacks": lacks(facts_of(service)),
        "proposal": editing.waiting_proposal(service),
        "feedback": editing.feedback_on(service),
        "times_right": editing.times_right(service),
        "owner_address": editing.owner_address(service),
        "moves": [
            {
                "to": to,
                "label": MOVE_LABELS.get((service.status, to)) or MOVES_TO[to],
                "needs_a_word": needs_a_word(now=service.status, to=to, is_editor=True),
                "is_main": to in PUBLIC and service.status not in PUBLIC,
            }
            for to in ("active", "paused", "draft", "withdrawn", "closed")
            if to in MOVES[service.status]
        ],
        "is_public": service.status in PUBLIC,
    }


@require_POST
@permission_required(EDIT, raise_exception=True)
def move(request: PortalRequest, slug: str) -> HttpResponse:
    service = editing.open_entry(slug)
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            actions.move_service(service, by=request.user, **form.cleaned_data)
        except actions.CannotMove as cannot:
            for reason in cannot.reasons:
                messages.warning(request, REASONS[reason])
        else:
            messages.success(
                request, _("Status er nå: %(status)s") % {"status": service.get_status_display()}
            )
    return redirect("services_catalog:edit", slug)


@require_GET
@permission_required(EDIT, raise_exception=True)
def preview(request: PortalRequest, slug: str) -> HttpResponse:
    """The entry as the public will read it."""
    return page_of(request, editing.open_entry(slug), is_preview=True)


@require_GET
@permission_required(EDIT, raise_exception=True)
def service_history(request: PortalRequest, slug: str) -> HttpResponse:
    service = editing.open_entry(slug)
    revisions = history.revisions_of(service)
    page = Paginator(revisions, history.PAGE).get_page(request.GET.get("page"))
    latest = revisions.first()
    return render(
        request,
        "services_catalog/editing/history.html",
        {
            "service": service,
            "page_obj": page,
            "changes": history.changes(
                service, page.object_list, latest=latest.number if latest else 0
            ),
        },
    )


@require_POST
@permission_required(EDIT, raise_exception=True)
def restore(request: PortalRequest, slug: str, number: int) -> HttpResponse:
    service = editing.open_entry(slug)
    history.open_revision(service, number)
    try:
        actions.restore_revision(service, number=number, by=request.user)
    except actions.CannotRestore as gone:
        messages.warning(
            request, _("Kan ikke hentes fram: %(what)s finnes ikke lenger.") % {"what": gone}
        )
    else:
        messages.success(request, _("Teksten er hentet fram. Den forrige finner du i historien."))
    return redirect("services_catalog:history", slug)


@require_POST
@permission_required(EDIT, raise_exception=True)
def confirm_entry(request: PortalRequest, slug: str) -> HttpResponse:
    """An editor has checked it."""
    service = editing.open_entry(slug)
    actions.confirm_service(service, by=request.user)
    messages.success(request, _("Takk. Teksten er merket som sjekket i dag."))
    return redirect("services_catalog:edit", slug)


@require_http_methods(["GET", "POST"])
@permission_required(EDIT, raise_exception=True)
def proposal(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """What an owner proposes beside what stands, and the editor's answer."""
    found = editing.open_proposal(public_id)
    form = DecideForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        try:
            _decide(request, found, form)
        except actions.AlreadyDecided:
            messages.warning(request, _("Noen andre har alt svart på forslaget."))
        except actions.StaleProposal:
            messages.warning(request, _("Forslaget er endret siden du åpnet det. Les det på nytt."))
            return redirect("services_catalog:proposal", public_id)
        return redirect("services_catalog:desk")
    now = editing.plain_values(found.service, list(found.values))
    return render(
        request,
        "services_catalog/editing/proposal.html",
        {
            "proposal": found,
            "service": found.service,
            "form": form,
            "differences": history.proposed(now, found.values),
            "meanwhile": history.proposed(found.seen, now),
        },
    )


def _decide(request: PortalRequest, found: Any, form: DecideForm) -> None:
    given = form.cleaned_data
    if given["decision"] == "approve":
        actions.approve_proposal(
            found, by=request.user, version=given["version"], answer=given["answer"]
        )
        messages.success(request, _("Forslaget er godkjent, og teksten er publisert."))
    else:
        actions.return_proposal(
            found, by=request.user, version=given["version"], answer=given["answer"]
        )
        messages.success(request, _("Forslaget er sendt tilbake med svaret ditt."))


@require_POST
@permission_required(EDIT, raise_exception=True)
def handle_feedback(request: PortalRequest, public_id: UUID) -> HttpResponse:
    try:
        actions.handle_feedback(editing.open_feedback(public_id), by=request.user)
    except actions.AlreadyHandled:
        messages.info(request, _("Noen andre har alt gjort denne ferdig."))
    else:
        messages.success(request, _("Meldingen er merket som ferdig."))
    return redirect("services_catalog:waiting", "meldinger")


@require_POST
@permission_required(EDIT, raise_exception=True)
def settle_wish(request: PortalRequest, word: str) -> HttpResponse:
    actions.settle_wish(word, by=request.user)
    messages.success(request, _("Ønsket er merket som ferdig."))
    return redirect("services_catalog:wishes")


def _say_saved(request: PortalRequest) -> None:
    time = timezone.localtime().strftime("%H.%M")
    messages.success(request, _("Lagret kl. %(time)s") % {"time": time})
