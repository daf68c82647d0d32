"""On whose behalf a resident is here: for oneself, a child, or someone one represents."""

from uuid import UUID

from django.http import Http404, HttpRequest

from ke_portal.accounts.requests import PortalRequest
from ke_portal.audit import log
from ke_portal.people import access as people_access
from ke_portal.people.models import Person

SESSION_KEY = "acting_for"
NAME_KEY = "acting_for_name"


def people_of(request: PortalRequest) -> list[Person]:
    """Everyone the user may act for; oneself among them."""
    return list(people_access.people_i_act_for(request.user))


def open_acting_for(request: PortalRequest, people: list[Person], *, what: str) -> Person | None:
    """The chosen one of `people`, with the look-up logged; until a choice is made oneself, or the first."""
    chosen = request.session.get(SESSION_KEY)
    by_choice = [person for person in people if str(person.public_id) == chosen]
    oneself = [person for person in people if is_self(person)]
    person = next(iter([*by_choice, *oneself, *people]), None)
    _show_in_header(request, person)
    if person is not None:
        log.record_lookup(of=person, what=what, by=request.user)
    return person


def is_self(person: Person) -> bool:
    """Whether one of the people whom the user may act for is the user."""
    return bool(vars(person)["is_self"])


def switch_to(request: PortalRequest, public_id: UUID) -> None:
    """Act for this person from now on; 404 when the user may not."""
    person = next((each for each in people_of(request) if each.public_id == public_id), None)
    if person is None:
        raise Http404
    request.session[SESSION_KEY] = str(public_id)
    _show_in_header(request, person)


def _show_in_header(request: PortalRequest, person: Person | None) -> None:
    """From here on every page says for whom, until it is oneself or nobody any more."""
    name = "" if person is None or is_self(person) else person.name
    if request.session.get(NAME_KEY, "") != name:
        request.session[NAME_KEY] = name


def name_in_header(request: HttpRequest) -> str:
    """Whose matters are on the screen when they are somebody else's; kept in the session, so it costs nothing."""
    return str(request.session.get(NAME_KEY, "")) if request.user.is_authenticated else ""
