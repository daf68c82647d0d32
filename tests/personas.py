"""The people of the access tests, and how each stands to the story's person."""

from django.contrib.auth.models import AnonymousUser

from ke_portal.accounts.models import User
from ke_portal.accounts.roles import Role
from ke_portal.people.models import PLAN_SECTIONS, GrantRole, Person, Section
from tests.factories import GrantFactory, PersonFactory, UserFactory, over

STORY = "Vakker Blomst"

ROLES = {
    "a stranger": [Role.RESIDENT],
    "an intake worker": [Role.KE_STAFF],
    "a KE leader": [Role.KE_LEADER],
    "the coordinator": [Role.COORDINATOR],
    "another coordinator": [Role.COORDINATOR],
    "a participant": [Role.PARTICIPANT],
    "a former participant": [Role.PARTICIPANT],
    "the person": [Role.RESIDENT],
    "a next of kin": [Role.RESIDENT],
    "a municipal employee": [Role.MUNICIPAL_EMPLOYEE],
    "a service area leader": [Role.SERVICE_AREA_LEADER],
    "a system coordinator": [Role.SYSTEM_COORDINATOR],
    "a catalogue editor": [Role.CATALOGUE_EDITOR],
    "a provider": [Role.PROVIDER],
    "a partner": [Role.PARTNER],
    "a log controller": [Role.LOG_CONTROLLER],
    "a system administrator": [Role.SYSTEM_ADMINISTRATOR],
}
PERSONAS = ("anonymous", *ROLES)

# role, sections, may write, still valid
RELATIONS = {
    "the coordinator": (GrantRole.COORDINATOR, PLAN_SECTIONS, True, True),
    "a participant": (GrantRole.PARTICIPANT, PLAN_SECTIONS, False, True),
    "a former participant": (GrantRole.PARTICIPANT, PLAN_SECTIONS, False, False),
    "the person": (GrantRole.SELF, tuple(Section), True, True),
    "a next of kin": (GrantRole.NEXT_OF_KIN, (Section.ABOUT, Section.GOALS), False, True),
}


def story_person() -> Person:
    """The one person whom every persona stands in some relation to."""
    return Person.objects.filter(name=STORY).first() or PersonFactory(name=STORY)


def make_persona(name: str) -> User | AnonymousUser:
    """A user with the roles of `name`, and the grant to the story's person that `name` has."""
    if name == "anonymous":
        return AnonymousUser()
    email = f"{name.replace(' ', '-').lower()}@demo.example"
    found = User.objects.filter(email=email).first()
    if found is not None:
        return found
    user = UserFactory(email=email, name=f"Snill {name.title()}", roles=ROLES[name])
    if name in RELATIONS:
        role, sections, may_write, is_valid = RELATIONS[name]
        validity = {} if is_valid else {"validity": over()}
        GrantFactory(
            person=story_person(),
            user=user,
            role=role,
            sections=list(sections),
            may_write=may_write,
            **validity,
        )
    return user
