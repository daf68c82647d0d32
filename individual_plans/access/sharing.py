"""Who sees what of a plan today, and whom it could be shared with."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from individual_plans.access.reading import participants_of
from individual_plans.models import Consent, Participant, Plan
from ke_portal.accounts.models import User
from ke_portal.people import access as people_access
from ke_portal.people.models import (
    PLAN_SECTIONS,
    Grant,
    GrantRole,
    Representation,
    RepresentationKind,
    Section,
)

KIN = (RepresentationKind.NEAREST_NEXT_OF_KIN, RepresentationKind.NEXT_OF_KIN)
# Why someone sees the plan without a consent that can be withdrawn here.
WHY = {
    GrantRole.COORDINATOR: _("følger av oppnevningen"),
    GrantRole.HOSPITAL_COORDINATOR: _("følger av sykehusoppholdet"),
    GrantRole.REPRESENTATIVE: _("handler på vegne av personen"),
    GrantRole.EMERGENCY: _("åpnet med en grunn"),
}


@dataclass
class Reader:
    """Someone who may open parts of the plan today, and why."""

    name: str
    organisation: str
    capacity: str
    sections: dict[str, Grant | None]
    why: str
    consent: Consent | None = None

    @property
    def since(self) -> datetime | None:
        given = [grant.validity.lower for grant in self.sections.values() if grant]
        return min(given) if given else None

    @property
    def until(self) -> datetime | None:
        ends = [grant.validity.upper for grant in self.sections.values() if grant]
        return max(ends) if ends and None not in ends else None


@dataclass
class WhoSees:
    """Everyone but the person who may open something, and what none of them may open."""

    readers: list[Reader]
    without_access: list[Participant]
    on_paper: list[Consent]
    unseen: list[Section]
    all_sections: tuple[Section, ...] = PLAN_SECTIONS


def who_sees(plan: Plan) -> WhoSees:
    """Who sees what today, from the grants themselves, so that it is the whole truth."""
    consents = list(plan.consents.active().to_share().order_by("given_at"))
    by_basis = {str(consent.public_id): consent for consent in consents}
    readers: dict[int, Reader] = {}
    for grant in people_access.grants_to(plan.person):
        if grant.role == GrantRole.SELF or not set(grant.sections).intersection(PLAN_SECTIONS):
            continue
        reader = readers.setdefault(
            grant.user_id,
            Reader(
                name=grant.user.get_full_name(),
                organisation=grant.user.organisation_name(),
                capacity=grant.get_role_display(),
                sections=dict.fromkeys(PLAN_SECTIONS),
                why=str(WHY.get(GrantRole(grant.role), "")),
            ),
        )
        reader.sections.update(
            {section: grant for section in grant.sections if section in PLAN_SECTIONS}
        )
        reader.consent = by_basis.get(grant.basis_id) or reader.consent
    return WhoSees(
        readers=list(readers.values()),
        without_access=[
            who
            for who in participants_of(plan)
            if who.user_id not in readers
            and who.pk not in {each.participant_id for each in consents}
        ],
        on_paper=[each for each in consents if each.user_id not in readers],
        unseen=[
            section
            for section in PLAN_SECTIONS
            if not any(reader.sections[section] for reader in readers.values())
        ],
    )


@dataclass(frozen=True)
class Candidate:
    """Someone whom the person may share the plan with."""

    key: str
    name: str
    note: str
    participant: Participant | None
    user: User | None


def share_candidates(plan: Plan) -> list[Candidate]:
    """Participants, and next of kin as registered on the person."""
    kin = Representation.objects.valid_now().filter(
        person=plan.person, kind__in=KIN, is_kept_out=False
    )
    return [
        *(
            Candidate(f"p-{who.public_id}", who.name, who.organisation or who.role, who, who.user)
            for who in participants_of(plan).select_related("user")
        ),
        *(
            Candidate(f"k-{one.pk}", one.name, str(one.get_kind_display()), None, one.user)
            for one in kin.select_related("user").order_by("name")
        ),
    ]


def plan_consent(plan: Plan) -> Consent | None:
    """The consent to the plan that holds now."""
    return plan.consents.to_plan().active().first()
