"""Which things an entry says, for the rules that count them."""

from services_catalog.models.service import Service
from services_catalog.rules.moderation import Facts


def facts_of(service: Service) -> Facts:
    """What a visitor finds in `service`. Reads its terms with taxonomy and its parts."""
    return Facts(
        what=bool(service.description.strip() or service.summary.strip()),
        who=bool(service.eligibility.strip() or service.target_groups),
        how=bool(service.how_to_get_in.strip()),
        contact=bool(service.phone or service.email or service.url),
        where=bool(service.address.strip() or service.places.all() or service.areas.all()),
        cost=bool(service.fees.strip() or service.prices.strip() or service.costs.all()),
        waiting=bool(service.waiting_time or service.waiting_time_weeks is not None),
        hours=bool(service.opening_hours.strip() or service.hours.all()),
        professional=bool(service.how_professional.strip() or service.who_can_refer.strip()),
        next_of_kin=bool(service.how_next_of_kin.strip()),
    )
