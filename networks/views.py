from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ke_portal.accounts.requests import PortalRequest
from networks import access, actions
from networks.forms import GatheringForm


@require_GET
@permission_required("networks.view_network", raise_exception=True)
def network_list(request: PortalRequest) -> HttpResponse:
    return render(
        request, "networks/list.html", {"networks": access.networks_for_list(request.user)}
    )


@require_GET
@permission_required("networks.view_network", raise_exception=True)
def network_detail(request: PortalRequest, public_id: UUID) -> HttpResponse:
    network = access.open_network(request.user, public_id)
    return render(
        request,
        "networks/detail.html",
        {
            "network": network,
            "next_gathering": access.next_gathering(network),
            "later": access.later_gatherings(network),
            "past": access.past_gatherings(network),
            "members": access.members_of(network),
        },
    )


@require_GET
@permission_required("networks.view_network", raise_exception=True)
def gathering_detail(request: PortalRequest, public_id: UUID) -> HttpResponse:
    gathering = access.open_gathering(request.user, public_id)
    return render(request, "networks/gathering.html", {"gathering": gathering})


@require_http_methods(["GET", "POST"])
@permission_required("networks.add_gathering", raise_exception=True)
def plan_gathering(request: PortalRequest, public_id: UUID) -> HttpResponse:
    network = access.open_network(request.user, public_id)
    form = GatheringForm(request.POST or None)
    if form.is_valid():
        gathering = actions.plan_gathering(network, by=request.user, **form.named())
        messages.success(request, _("Samlingen står i kalenderen."))
        return redirect(gathering)
    return render(request, "networks/plan_gathering.html", {"network": network, "form": form})
