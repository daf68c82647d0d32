"""Which hat is on: the role whose menu is shown. It opens nothing by itself; roles do."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ke_portal.accounts.models import User
from ke_portal.accounts.roles import Role

SESSION_KEY = "hat"


@dataclass(frozen=True)
class Hat:
    """A desk to sit at: its name, its page and the roles that sit there."""

    name: str
    label: str | Promise
    page: str
    roles: frozenset[Role]


HATS = (
    Hat(
        "ke",
        _("Koordinerende enhet"),
        "desks:ke",
        frozenset({Role.KE_STAFF, Role.KE_LEADER, Role.SYSTEM_COORDINATOR}),
    ),
    Hat("coordinator", _("Koordinator"), "desks:workbench", frozenset({Role.COORDINATOR})),
    Hat("own", _("Min side"), "desks:my_page", frozenset({Role.RESIDENT, Role.PARTICIPANT})),
    Hat("partner", _("Samarbeidspartner"), "networks:list", frozenset({Role.PARTNER})),
    Hat(
        "provider",
        _("Tilbyder"),
        "services_catalog:mine",
        frozenset({Role.PROVIDER}),
    ),
    Hat("editor", _("Redaktør"), "services_catalog:desk", frozenset({Role.CATALOGUE_EDITOR})),
    Hat(
        "admin",
        _("Administrasjon"),
        "admin:index",
        frozenset({Role.SYSTEM_ADMINISTRATOR}),
    ),
    Hat("log", _("Personvernombud"), "desks:front", frozenset({Role.LOG_CONTROLLER})),
    Hat(
        "employee",
        _("Ansatt i kommunen"),
        "desks:front",
        frozenset({Role.MUNICIPAL_EMPLOYEE, Role.SERVICE_AREA_LEADER}),
    ),
)


def hats_of(user: User) -> list[Hat]:
    """The hats `user` may wear, most work first."""
    return [hat for hat in HATS if hat.roles & user.roles]


def current_hat(request: HttpRequest) -> Hat | None:
    """The hat that is on; the first that fits until the user has chosen."""
    hats = hats_of(request.user) if isinstance(request.user, User) else []
    chosen = request.session.get(SESSION_KEY)
    return next((hat for hat in hats if hat.name == chosen), hats[0] if hats else None)
