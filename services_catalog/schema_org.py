"""A service as search engines read it: schema.org in JSON-LD, for a data block of the page."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ke_portal.organisations.models import OrganisationKind
from services_catalog.models import CourseDate, HoursKind, OpeningHours, Service, ServicePlace

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PUBLIC_BODIES = frozenset(
    {
        OrganisationKind.REGION,
        OrganisationKind.TRUST,
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.DISTRICT,
        OrganisationKind.COUNTY,
        OrganisationKind.NAV_OFFICE,
        OrganisationKind.SCHOOL,
        OrganisationKind.KINDERGARTEN,
        OrganisationKind.STATE_GOVERNOR,
    }
)
CLINICS = frozenset({OrganisationKind.PRIVATE_HOSPITAL, OrganisationKind.PRIVATE_INSTITUTION})
# What would end the data block, or the page, is written as the same letters in another way.
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def data_block(service: Service, *, address: str) -> SafeString:
    """The JSON of `service`, safe between script tags. `address` is the page's own, in full."""
    told = json.dumps(describe(service, address=address), ensure_ascii=False)
    return mark_safe(told.translate(ESCAPED))  # noqa: S308


def describe(service: Service, *, address: str) -> dict[str, Any]:
    """The service, and an event for each course date to come."""
    about = _said(
        {
            "@type": _type(service),
            "@id": address,
            "url": address,
            "name": service.name,
            "alternateName": service.alternate_name,
            "description": service.in_one_line,
            "inLanguage": service.text_language,
        }
    )
    if about["@type"] == "MedicalBusiness":
        about |= _business(service)
    else:
        about |= _service(service)
    to_come = [course for course in service.course_dates.all() if not course.is_over]
    events = [_event(service, course, address) for course in to_come]
    return {"@context": "https://schema.org", "@graph": [about, *events]}


def _type(service: Service) -> str:
    kind = service.provider.kind if service.provider else ""
    if kind in PUBLIC_BODIES:
        return "GovernmentService"
    return "MedicalBusiness" if kind in CLINICS else "Service"


def _service(service: Service) -> dict[str, Any]:
    places = list(service.places.all())
    channel = _said(
        {
            "@type": "ServiceChannel",
            "serviceUrl": service.url,
            "servicePhone": service.phone
            and {"@type": "ContactPoint", "telephone": service.phone_link},
            "serviceLocation": [_place(place) for place in places],
            "availableLanguage": service.languages,
        }
    )
    return _said(
        {
            "provider": service.provider
            and {
                "@type": "GovernmentOrganization"
                if service.provider.kind in PUBLIC_BODIES
                else "Organization",
                "name": service.provider.name,
            },
            "areaServed": [
                {"@type": "AdministrativeArea", "name": str(area)} for area in service.areas.all()
            ],
            "audience": [
                {"@type": "Audience", "audienceType": group} for group in service.target_groups
            ],
            "availableChannel": channel if len(channel) > 1 else None,
            "hoursAvailable": _opening(service),
            "offers": _offers(service),
        }
    )


def _business(service: Service) -> dict[str, Any]:
    place = next(iter(service.places.all()), None)
    parent = service.provider and {"@type": "Organization", "name": service.provider.name}
    return _said(
        {
            "telephone": service.phone_link,
            "email": service.email,
            "parentOrganization": parent,
            "openingHoursSpecification": _opening(service),
            "makesOffer": _offers(service),
            **({} if place is None else _where(place)),
        }
    )


def _place(place: ServicePlace) -> dict[str, Any]:
    return _said({"@type": "Place", "name": place.name, **_where(place)})


def _where(place: ServicePlace) -> dict[str, Any]:
    return _said(
        {
            "address": _said(
                {
                    "@type": "PostalAddress",
                    "streetAddress": ", ".join(place.address.splitlines()),
                    "postalCode": place.postal_code,
                    "addressLocality": place.city,
                    "addressCountry": "NO",
                }
            ),
            "geo": place.is_on_the_map
            and {
                "@type": "GeoCoordinates",
                "latitude": place.latitude,
                "longitude": place.longitude,
            },
        }
    )


def _opening(service: Service) -> list[dict[str, Any]]:
    rows = [row for row in service.hours.all() if row.kind == HoursKind.OPEN or row.is_closed]
    return [_hours(row) for row in rows]


def _hours(row: OpeningHours) -> dict[str, Any]:
    opens, closes = (row.opens_at, row.closes_at) if not row.is_closed else (None, None)
    return _said(
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [DAYS[day] for day in row.days],
            # No time at all says nothing; the same time twice says that it is closed.
            "opens": f"{opens:%H:%M}" if opens else "00:00",
            "closes": f"{closes:%H:%M}" if closes else "00:00",
            "validFrom": row.valid_from and row.valid_from.isoformat(),
            "validThrough": row.valid_to and row.valid_to.isoformat(),
        }
    )


def _offers(service: Service) -> list[dict[str, Any]]:
    return [
        _said(
            {
                "@type": "Offer",
                "name": cost.unit,
                "price": f"{cost.amount:.2f}",
                "priceCurrency": "NOK",
                "description": cost.note,
            }
        )
        for cost in service.costs.all()
    ]


def _event(service: Service, course: CourseDate, address: str) -> dict[str, Any]:
    place = next(iter(service.places.all()), None)
    where = (
        _place(place)
        if place is not None and not course.place
        else {"@type": "Place", "name": course.place}
    )
    return _said(
        {
            "@type": "EducationEvent",
            "name": service.name,
            "description": service.in_one_line,
            "url": address,
            "startDate": course.starts_at.isoformat(),
            "endDate": course.ends_at.isoformat(),
            "location": where if where.get("name") else None,
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "maximumAttendeeCapacity": course.seats,
            "organizer": service.provider
            and {"@type": "Organization", "name": service.provider.name},
        }
    )


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    """`facts` without those that say nothing."""
    return {key: value for key, value in facts.items() if value not in (None, "", [], {}, False)}
