"""The public form. It keeps nothing here: each page carries the earlier answers along until they are sent."""

import base64
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from ke_portal import sealing
from ke_portal.organisations.access import our_unit
from ke_portal.organisations.models import UnitLevel
from ke_portal.pdf import PdfUnavailable
from referrals import access, actions, forms, pdf, rules
from referrals.forms.public import Step
from referrals.models import ConsentAnswer, NotifierRole, ReferralKind
from referrals.views import throttle
from referrals.views.clock import status_points
from referrals.views.stale import is_stale, keeps_what_was_typed
from services_catalog.access import published_service

RECEIPT_IS_SHOWN_FOR = 60 * 60
SHORTEST_WAY = 1


@dataclass(frozen=True)
class Flow:
    """The pages for one answer to "who is it about?"."""

    label: Any
    note: Any
    role: NotifierRole
    steps: tuple[type[Step], ...]

    @property
    def last(self) -> int:
        return len(self.steps) - 1


FLOWS = {
    "meg": Flow(
        gettext_lazy("Meg selv"),
        gettext_lazy("Du forteller om det du trenger."),
        NotifierRole.SELF,
        (forms.AboutMe, forms.WhatItIsAbout, forms.More, forms.MyReview),
    ),
    "hjelper": Flow(
        gettext_lazy("En jeg hjelper"),
        gettext_lazy("Familie, venn, nabo eller en du er verge for."),
        NotifierRole.HELPER,
        (forms.AboutSomeoneIHelp, forms.WhatItIsAbout, forms.More, forms.HelperReview),
    ),
    "barn": Flow(
        gettext_lazy("Barnet mitt"),
        gettext_lazy("Også et barn dere venter eller skal adoptere."),
        NotifierRole.PARENT,
        (forms.AboutMyChild, forms.WhatItIsAbout, forms.ChildMore, forms.ChildReview),
    ),
    "jobb": Flow(
        gettext_lazy("En jeg møter i jobben"),
        gettext_lazy("Alt på én side. Det tar under tre minutter."),
        NotifierRole.OTHER_SERVICE,
        (forms.FromWork,),
    ),
}


@require_GET
@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    service = published_service(request.GET.get("tjeneste", ""))
    return render(request, "referrals/start.html", {"flows": FLOWS, "service": service})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_not_required
@keeps_what_was_typed
def send(request: HttpRequest, who: str) -> HttpResponse:
    flow = FLOWS.get(who)
    if flow is None:
        raise Http404
    data = request.POST
    now = _number(data.get("step"), flow.last)
    go = data.get("go", "")
    if request.method == "GET" or is_stale(request):
        return _show(request, flow, who, now, is_old=is_stale(request))
    if go.startswith("to-"):
        return _show(request, flow, who, _number(go.removeprefix("to-"), flow.last))
    form = _filled(flow, now, request)
    if not form.is_valid():
        return _show(request, flow, who, now, form=form)
    if now < flow.last:
        wants_to_finish = go == "review" and now >= SHORTEST_WAY
        return _show(request, flow, who, flow.last if wants_to_finish else now + 1)
    filled = [_filled(flow, step, request) for step in range(flow.last)] + [form]
    for step, each in enumerate(filled):
        if not each.is_valid():
            return _show(request, flow, who, step, form=each)
    said: dict[str, Any] = {}
    for each in filled:
        said |= each.cleaned_data
    _referral, code = actions.receive_referral(
        token=_token(data),
        by=request.user if request.user.is_authenticated else None,
        is_marked_as_flood=throttle.is_flood(request),
        **_named(said, flow.role),
    )
    _keep_code(request, code)
    return redirect("referrals:thanks")


@never_cache
@require_GET
@login_not_required
def thanks(request: HttpRequest) -> HttpResponse:
    code = _kept_code(request)
    referral = access.referral_by_receipt(code)
    if referral is None:
        return render(request, "referrals/no_receipt.html")
    return render(request, "referrals/thanks.html", {"referral": referral, "code": code})


@never_cache
@require_GET
@login_not_required
def receipt(request: HttpRequest) -> HttpResponse:
    code = _kept_code(request)
    referral = access.referral_by_receipt(code)
    if referral is None:
        return render(request, "referrals/no_receipt.html", status=404)
    try:
        content = pdf.receipt_pdf(referral, code)
    except PdfUnavailable:
        return render(request, "referrals/pdf_unavailable.html", status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="kvittering.pdf"'
    return response


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@login_not_required
@keeps_what_was_typed
def status(request: HttpRequest) -> HttpResponse:
    form = forms.StatusForm(request.POST or None)
    if is_stale(request) or not form.is_valid():
        return render(request, "referrals/status.html", {"form": form, "is_old": is_stale(request)})
    code = rules.clean_receipt_code(form.cleaned_data["code"])
    if not throttle.may_try_status(request, code):
        return render(
            request, "referrals/status.html", {"form": form, "is_throttled": True}, status=429
        )
    referral = access.referral_by_receipt(code)
    if referral is None:
        form.add_error(
            "code",
            _("Vi finner ingen melding med denne koden. Se over bokstavene, eller ring oss."),
        )
        return render(request, "referrals/status.html", {"form": form})
    return render(
        request,
        "referrals/status_found.html",
        {"referral": referral, "points": status_points(referral)},
    )


def _level() -> str:
    unit = our_unit()
    return unit.level if unit else UnitLevel.MUNICIPALITY


def _number(text: str | None, last: int) -> int:
    return min(int(text), last) if text and text.isdecimal() else 0


def _filled(flow: Flow, step: int, request: HttpRequest) -> Step:
    """The form of one step with what was sent for it, earlier or now. Files come with the last step only."""
    files = request.FILES if step == flow.last else MultiValueDict()
    return flow.steps[step](request.POST, files, level=_level())


def _show(
    request: HttpRequest,
    flow: Flow,
    who: str,
    step: int,
    *,
    form: Step | None = None,
    is_old: bool = False,
) -> HttpResponse:
    data = request.POST if request.method == "POST" else _from_link(request)
    form = form or _prefilled(flow.steps[step], data)
    everything = [_prefilled(each, data) for each in flow.steps]
    elsewhere = {name for each in everything for name in each.fields} - set(form.fields)
    carried = [(name, value) for name in sorted(elsewhere) for value in data.getlist(name)]
    return render(
        request,
        "referrals/send.html",
        {
            "who": who,
            "flow": flow,
            "form": form,
            "number": step,
            "human_number": step + 1,
            "is_last": step == flow.last,
            "may_finish": SHORTEST_WAY <= step < flow.last,
            "carried": carried,
            "token": _token(data),
            "is_old": is_old,
            "files_must_be_chosen_again": bool(request.FILES),
            "answers": _answers(everything[:-1], data) if step == flow.last else [],
        },
    )


def _from_link(request: HttpRequest) -> QueryDict:
    """What the link that led here says: which service of the directory it is about."""
    data = QueryDict(mutable=True)
    service = published_service(request.GET.get("tjeneste", ""))
    if service is not None:
        data["need"] = _("Det gjelder tjenesten «%(name)s».") % {"name": service.name} + "\n"
    return data


def _prefilled(kind: type[Step], data: QueryDict) -> Step:
    """An empty form with the earlier answers in it, and no complaints about them."""
    form = kind(level=_level())
    for name, field in form.fields.items():
        if name in data and not field.widget.needs_multipart_form:
            many = (
                hasattr(field.widget, "allow_multiple_selected")
                and field.widget.allow_multiple_selected
            )
            form.initial[name] = data.getlist(name) if many else data[name]
    return form


def _answers(earlier: list[Step], data: QueryDict) -> list[dict[str, Any]]:
    """What has been said so far, to look over before sending: one part per page."""
    parts = []
    for number, form in enumerate(earlier):
        facts = []
        for name, field in form.fields.items():
            values = [value for value in data.getlist(name) if value]
            if values and hasattr(field, "choices"):
                names = {str(key): str(label) for key, label in field.choices}
                values = [names.get(value, value) for value in values]
            elif values == ["on"]:
                values = [_("Ja")]
            if values:
                facts.append((field.label, ", ".join(values)))
        parts.append({"number": number, "title": form.title, "facts": facts})
    return parts


def _token(data: QueryDict) -> UUID:
    """What marks this showing of the form, so that pressing twice sends once."""
    try:
        return UUID(data.get("token", ""))
    except ValueError:
        return uuid4()


def _named(said: dict[str, Any], role: NotifierRole) -> dict[str, Any]:
    """What the forms gathered, in the words of the action."""
    papers = [actions.Paper(file.name, file.read()) for file in said.pop("papers", [])]
    role = NotifierRole(said.pop("relation", "") or role)
    if said.pop("has_responsibility", False):
        said["consent"] = ConsentAnswer.REPRESENTATIVE
    if role == NotifierRole.SELF:
        said["person_name"] = said["notifier_name"]
        said["person_phone"] = said["notifier_phone"]
        said["consent"] = ConsentAnswer.YES
    if said.get("discharge_on"):
        said["kind"] = ReferralKind.DISCHARGE
    return {**said, "notifier_role": role, "papers": papers}


def _keep_code(request: HttpRequest, code: str) -> None:
    """Sealed, and only for as long as it takes to write it down."""
    sealed = base64.b64encode(sealing.seal(code, place="session.receipt")).decode()
    request.session["receipt"] = {"sealed": sealed, "until": time.time() + RECEIPT_IS_SHOWN_FOR}


def _kept_code(request: HttpRequest) -> str:
    kept = request.session.get("receipt")
    if not kept or kept["until"] < time.time():
        return ""
    return sealing.unseal(base64.b64decode(kept["sealed"]), place="session.receipt")
