"""Who may do which kind of thing. Roles are code: reviewed, tested and equal in every installation.

A role opens a kind of work, never a record; which records is for `access.py` and the row policies.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a user may be. One user may be several."""

    RESIDENT = "resident", _("Innbygger")
    PARTICIPANT = "participant", _("Deltaker i ansvarsgruppe")
    COORDINATOR = "coordinator", _("Koordinator")
    SERVICE_AREA_LEADER = "service_area_leader", _("Leder for tjenesteområde")
    MUNICIPAL_EMPLOYEE = "municipal_employee", _("Ansatt i kommunen")
    KE_STAFF = "ke_staff", _("Medarbeider i koordinerende enhet")
    SYSTEM_COORDINATOR = "system_coordinator", _("Systemkoordinator for individuell plan")
    KE_LEADER = "ke_leader", _("Leder for koordinerende enhet")
    CATALOGUE_EDITOR = "catalogue_editor", _("Redaktør for tjenestekatalogen")
    PROVIDER = "provider", _("Tilbyder i tjenestekatalogen")
    PARTNER = "partner", _("Samarbeidspartner")
    LOG_CONTROLLER = "log_controller", _("Personvernombud")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("Systemadministrator")


CASE_WORK = frozenset(
    {
        "referrals.view_referral",
        "referrals.register_referral",
        "referrals.handle_case",
        "referrals.decide_case",
        "people.view_person",
        "people.open_with_reason",
        "coordinators.view_coordinator",
        "coordinators.change_coordinator",
        "coordinators.appoint_coordinator",
        "coordinators.answer_help",
        "individual_plans.view_plan_heads",
        "networks.view_network",
        "desks.view_ke",
    }
)
# The editors' own pages; the admin asks for more.
ENTRIES = frozenset(
    {
        "services_catalog.add_service",
        "services_catalog.change_service",
        "services_catalog.view_service",
    }
)
CATALOGUE = ENTRIES | frozenset(
    {
        "services_catalog.delete_service",
        "services_catalog.view_revision",
        "services_catalog.add_entrytemplate",
        "services_catalog.change_entrytemplate",
        "services_catalog.delete_entrytemplate",
        "services_catalog.view_entrytemplate",
        "services_catalog.add_upkeeppolicy",
        "services_catalog.change_upkeeppolicy",
        "services_catalog.view_upkeeppolicy",
        "services_catalog.add_category",
        "services_catalog.change_category",
        "services_catalog.delete_category",
        "services_catalog.view_category",
        "services_catalog.add_term",
        "services_catalog.change_term",
        "services_catalog.view_term",
        "services_catalog.delete_term",
        "services_catalog.view_taxonomy",
        "services_catalog.add_servicearea",
        "services_catalog.change_servicearea",
        "services_catalog.delete_servicearea",
        "services_catalog.view_servicearea",
        "services_catalog.add_serviceplace",
        "services_catalog.change_serviceplace",
        "services_catalog.delete_serviceplace",
        "services_catalog.view_serviceplace",
        "services_catalog.add_openinghours",
        "services_catalog.change_openinghours",
        "services_catalog.delete_openinghours",
        "services_catalog.view_openinghours",
        "services_catalog.add_costoption",
        "services_catalog.change_costoption",
        "services_catalog.delete_costoption",
        "services_catalog.view_costoption",
        "services_catalog.add_notice",
        "services_catalog.change_notice",
        "services_catalog.delete_notice",
        "services_catalog.view_notice",
        "services_catalog.add_servicetext",
        "services_catalog.change_servicetext",
        "services_catalog.delete_servicetext",
        "services_catalog.view_servicetext",
        "services_catalog.add_coursedate",
        "services_catalog.change_coursedate",
        "services_catalog.delete_coursedate",
        "services_catalog.view_coursedate",
        "services_catalog.view_serviceimport",
        "services_catalog.add_lexiconentry",
        "services_catalog.change_lexiconentry",
        "services_catalog.delete_lexiconentry",
        "services_catalog.view_lexiconentry",
        "organisations.view_organisation",
        "organisations.add_organisation",
        "organisations.change_organisation",
    }
)
NETWORKS = frozenset(
    {
        "networks.view_network",
        "networks.add_network",
        "networks.change_network",
        "networks.add_networkmember",
        "networks.change_networkmember",
        "networks.delete_networkmember",
        "networks.view_networkmember",
        "networks.add_programmeitem",
        "networks.change_programmeitem",
        "networks.delete_programmeitem",
        "networks.view_programmeitem",
        "networks.add_gathering",
        "networks.change_gathering",
        "networks.view_gathering",
    }
)
REGISTERS = frozenset(
    {
        "organisations.view_municipality",
        "organisations.change_municipality",
        "organisations.view_organisation",
        "organisations.add_organisation",
        "organisations.change_organisation",
        "organisations.view_coordinatingunit",
        "organisations.add_coordinatingunit",
        "organisations.change_coordinatingunit",
        "organisations.view_catchment",
        "organisations.add_catchment",
        "organisations.change_catchment",
        "organisations.view_contactpoint",
        "organisations.add_contactpoint",
        "organisations.change_contactpoint",
        "organisations.view_unitteam",
        "organisations.add_unitteam",
        "organisations.change_unitteam",
        "organisations.view_unitmember",
        "organisations.add_unitmember",
        "organisations.change_unitmember",
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.RESIDENT: frozenset({"desks.view_my_page"}),
    Role.PARTICIPANT: frozenset({"desks.view_my_page", "individual_plans.take_part"}),
    Role.COORDINATOR: frozenset(
        {
            "desks.view_workbench",
            "individual_plans.take_part",
            "individual_plans.coordinate_plan",
            "coordinators.ask_help",
            "networks.view_network",
        }
    ),
    Role.SERVICE_AREA_LEADER: frozenset(
        {
            "coordinators.view_coordinator",
            "coordinators.appoint_coordinator",
            "referrals.report_need",
        }
    ),
    Role.MUNICIPAL_EMPLOYEE: frozenset({"referrals.report_need"}),
    Role.KE_STAFF: CASE_WORK | NETWORKS | ENTRIES,
    Role.SYSTEM_COORDINATOR: frozenset(
        {"desks.view_ke", "individual_plans.view_plan_heads", "coordinators.view_coordinator"}
    ),
    Role.KE_LEADER: CASE_WORK | CATALOGUE | NETWORKS | REGISTERS | {"desks.enter_admin"},
    Role.CATALOGUE_EDITOR: CATALOGUE | {"desks.enter_admin"},
    Role.PROVIDER: frozenset({"services_catalog.provide_service"}),
    Role.PARTNER: frozenset({"networks.view_network"}),
    Role.LOG_CONTROLLER: frozenset({"audit.view_event", "audit.view_lookup"}),
    Role.SYSTEM_ADMINISTRATOR: REGISTERS
    | CATALOGUE
    | {
        "desks.enter_admin",
        "accounts.view_user",
        "accounts.add_user",
        "accounts.change_user",
        "accounts.view_roleassignment",
        "accounts.add_roleassignment",
        "accounts.change_roleassignment",
        "outbox.view_message",
        "outbox.view_occasion",
    },
}

# Roles that handle other people's cases, as the row policies know them.
CASE_ROLES = (Role.KE_STAFF, Role.KE_LEADER)
# Roles that see who has a plan and how complete it is, not what it says.
HEAD_ROLES = (Role.KE_STAFF, Role.KE_LEADER, Role.SYSTEM_COORDINATOR)


def permissions_of(roles: frozenset[Role]) -> frozenset[str]:
    """Everything that a user with `roles` may do."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))
