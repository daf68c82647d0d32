"""What the addresses of the matrix are about: things that belong to the story's person.

Each function makes its thing as the owner and returns the parts of an address.
"""

from coordinators.models import AppointmentStatus, Coordinator
from ke_portal.organisations.models import Membership
from referrals.models import Case
from services_catalog import directory
from services_catalog.access import identity_of
from services_catalog.actions import change_service
from services_catalog.emails import letter_token
from services_catalog.models import SheetReading, Watch
from tests.coordinators.factories import (
    AppointmentFactory,
    CoordinatorFactory,
    HelpRequestFactory,
)
from tests.factories import (
    AboutFactory,
    AttachmentFactory,
    CaseFactory,
    ConsentFactory,
    DecisionLineFactory,
    GoalFactory,
    MeetingFactory,
    OrganisationFactory,
    PlanFactory,
    QuestionFactory,
    ReferralFactory,
    ReviewFactory,
    ServiceFactory,
    TermFactory,
)
from tests.networks.factories import GatheringFactory, NetworkFactory
from tests.personas import make_persona, story_person
from tests.services_catalog.factories import (
    ConfirmationFactory,
    FeedbackFactory,
    ProposalFactory,
)


def address_of(thing):
    return {"public_id": thing.public_id}


def the_person():
    return address_of(story_person())


def the_coordinator():
    user = make_persona("the coordinator")
    return Coordinator.objects.filter(user=user).first() or CoordinatorFactory(user=user)


def the_coordinator_in_the_register():
    return address_of(the_coordinator())


def an_appointment(status=AppointmentStatus.ACTIVE):
    return address_of(
        AppointmentFactory(person=story_person(), coordinator=the_coordinator(), status=status)
    )


def an_unanswered_appointment():
    return an_appointment(AppointmentStatus.REQUESTED)


def a_call_for_help():
    return address_of(
        HelpRequestFactory(person=story_person(), asked_by=make_persona("the person"))
    )


def a_service():
    return {"slug": ServiceFactory().slug}


def an_own_service(**facts):
    """One of the provider's."""
    service = ServiceFactory(**facts)
    Membership.objects.create(user=make_persona("a provider"), organisation=service.provider)
    return {"slug": service.slug}


def an_own_draft():
    return an_own_service(status="draft", how_to_get_in="Ring oss.")


def a_proposal():
    return address_of(ProposalFactory())


def some_feedback():
    return address_of(FeedbackFactory())


def a_letter():
    asked = ConfirmationFactory()
    return {"token": letter_token(str(asked.letter))}


def a_revision():
    service = ServiceFactory()
    change_service(service, by=None, phone="99 00 11 22")
    return {"slug": service.slug, "number": 1}


def a_sheet():
    """One that the catalogue editor has sent in; to all others it is not there."""
    return address_of(
        SheetReading.objects.create(by=make_persona("a catalogue editor"), name="a.csv", rows=[])
    )


def a_watch():
    watch = Watch.of(email="noen@example.org", search="q=logoped", rhythm="weekly")
    watch.save(force_insert=True)
    return {"token": directory.token_of(watch)}


def a_service_by_id():
    return address_of(ServiceFactory())


def a_provider_by_id():
    return {"public_id": identity_of(ServiceFactory().provider)}


def a_place_by_id():
    return address_of(ServiceFactory().places.create(name="Helsehuset"))


def a_taxonomy_by_id():
    return address_of(TermFactory().taxonomy)


def a_term_by_id():
    return address_of(TermFactory())


def a_plan():
    return address_of(the_plan())


def the_plan():
    return AboutFactory(plan=PlanFactory(person=story_person())).plan


def a_kind_of_item():
    return {**a_plan(), "kind": "mal"}


def a_goal():
    goal = GoalFactory(plan=the_plan())
    return {"public_id": goal.plan.public_id, "kind": "mal", "item_id": goal.public_id}


def a_meeting():
    meeting = MeetingFactory(plan=the_plan())
    return {"public_id": meeting.plan.public_id, "item_id": meeting.public_id}


def a_review():
    review = ReviewFactory(plan=the_plan())
    return {"public_id": review.plan.public_id, "item_id": review.public_id}


def a_consent():
    consent = ConsentFactory(plan=the_plan())
    return {"public_id": consent.plan.public_id, "consent_id": consent.public_id}


def someone_without_a_plan():
    return {"person_id": story_person().public_id}


def network_of_the_partner():
    organisation = OrganisationFactory(kind="trust")
    Membership.objects.create(user=make_persona("a partner"), organisation=organisation)
    return NetworkFactory(trust=organisation)


def a_network():
    return address_of(network_of_the_partner())


def a_gathering():
    return address_of(GatheringFactory(network=network_of_the_partner()))


def the_case():
    return Case.objects.filter(person=story_person()).first() or CaseFactory(person=story_person())


def a_case():
    return address_of(the_case())


def the_referral():
    """One that the KE has registered in the person's case."""
    return ReferralFactory(registered=True, case=the_case())


def a_referral():
    return address_of(the_referral())


def a_question():
    return address_of(QuestionFactory(referral=the_referral()))


def a_paper():
    return address_of(AttachmentFactory(referral=the_referral()))


def a_decision():
    return address_of(DecisionLineFactory(decision__case=the_case()).decision)
