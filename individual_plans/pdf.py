"""The plan as a document: plain values for the PDF template, which asks nothing."""

from typing import Any

from django.utils import timezone, translation

from individual_plans.access import Contents, lacks_in_words
from individual_plans.models import Consent, Goal, Measure, Plan
from ke_portal.organisations.access import our_unit


def plan_document(plan: Plan, contents: Contents) -> dict[str, Any]:
    """What the template needs of the parts that the reader may see.

    For a person with a protected address, whatever tells of a place stays out: places, organisations and
    where the coordinator works.
    """
    person, hidden = plan.person, plan.person.is_protected
    about = contents.about
    return {
        "language": translation.get_language() or "nb",
        "sender": _sender(),
        "plan": {
            "title": str(plan.get_kind_display()),
            "person_name": person.name,
            "birth_year": person.birth_date.year if person.birth_date else "",
            "version": plan.version,
            "made_on": timezone.localdate(),
            "status_label": str(plan.get_status_display()),
            "period_from": plan.period_from,
            "period_to": plan.period_to,
            "language": person.language,
            "responsible_body": "" if hidden else str(plan.responsible_body or ""),
        },
        "coordinators": [
            {
                "name": str(each.coordinator),
                "title": each.coordinator.title,
                "phone": each.coordinator.phone,
                "role": str(each.get_kind_display()),
            }
            for each in contents.coordinators
        ],
        "about": {
            "what_matters": about.what_matters if about else "",
            "helps_today": about.helps_today if about else "",
            "urgent": about.urgent if about else "",
            "culture_and_language": about.culture_and_language if about else "",
        },
        "strengths": [each.text for each in contents.strengths],
        "needs": [
            {"life_area": str(each.get_life_area_display()), "text": each.text}
            for each in contents.needs
        ],
        "goals": [_goal(goal, hidden=hidden) for goal in contents.goals],
        "participants": [
            {
                "name": each.name,
                "organisation": "" if hidden else each.organisation,
                "role": each.role,
                "phone": each.phone,
                "since": each.since,
                "until": each.until,
            }
            for each in contents.participants
        ],
        "contributions": [
            {
                "who": each.participant.name
                if each.participant
                else translation.gettext("Personen selv eller de nærmeste"),
                "text": each.text,
            }
            for each in contents.contributions
        ],
        "reviews": [
            {
                "due_on": each.due_on,
                "held_on": each.held_on,
                "kind_label": str(each.get_kind_display()),
            }
            for each in contents.reviews
        ],
        "consents": [_consent(consent) for consent in contents.consents],
        "cooperation": [
            {
                "organisation": "" if hidden else each.organisation,
                "purpose": each.purpose,
                "status_label": str(each.get_status_display()),
            }
            for each in contents.cooperations
        ],
        "missing": lacks_in_words(plan),
        "hide_address": hidden,
    }


def _goal(goal: Goal, *, hidden: bool) -> dict[str, Any]:
    below = vars(goal).get("subgoal_list", [])
    measures = [
        *vars(goal)["measure_list"],
        *(one for sub in below for one in vars(sub)["measure_list"]),
    ]
    return {
        "text": f"«{goal.text}»" if goal.own_words else goal.text,
        "own_words": "",
        "life_area": str(goal.get_life_area_display()),
        "language": "",
        "subgoals": [sub.text for sub in below],
        "measures": [_measure(measure, hidden=hidden) for measure in measures],
    }


def _measure(measure: Measure, *, hidden: bool) -> dict[str, Any]:
    name = measure.responsible_name
    return {
        "title": measure.title,
        "extent": measure.extent,
        "responsible": name.partition(",")[0] if hidden else name,
        "how": measure.how,
        "place": "" if hidden else measure.place,
        "frequency": measure.frequency,
        "start": measure.starts_on,
        "end": measure.ends_on,
        "status_label": str(measure.get_status_display()),
        "reason": measure.reason,
    }


def _consent(consent: Consent) -> dict[str, Any]:
    until = consent.validity.upper
    return {
        "kind_label": str(consent.get_kind_display()),
        "who": consent.name or consent.given_by,
        "scope": ", ".join(consent.section_labels()),
        "since": timezone.localdate(consent.validity.lower),
        "until": timezone.localdate(until) if until else None,
        "how_given": str(consent.get_how_given_display()),
    }


def _sender() -> dict[str, str]:
    unit = our_unit()
    if unit is None:
        return {}
    return {
        "municipality": unit.organisation.name,
        "unit": unit.display_name,
        "phone": unit.phone,
        "hours": unit.phone_hours,
        "email": unit.email,
    }
