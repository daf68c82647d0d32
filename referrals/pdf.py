"""Letters and receipts on paper: what they say, and as PDF."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ke_portal.organisations.access import our_unit
from ke_portal.organisations.models import CoordinatingUnit, DecisionForm, UnitLevel
from ke_portal.pdf import render_pdf
from ke_portal.people.models import Person
from referrals import rules
from referrals.models import (
    COORDINATOR_RIGHTS,
    Case,
    Condition,
    Decision,
    DecisionLine,
    Outcome,
    Referral,
    Right,
)


def sender() -> dict[str, str]:
    """Who writes, as the letterhead shows it."""
    unit = our_unit()
    if unit is None:
        return {
            "municipality": "",
            "unit": _("Koordinerende enhet"),
            "phone": "",
            "hours": "",
            "email": "",
        }
    return {
        "municipality": unit.organisation.name,
        "unit": unit.display_name,
        "phone": unit.phone,
        "hours": unit.phone_hours,
        "email": unit.email,
    }


def receipt_pdf(referral: Referral, code: str) -> bytes:
    """The receipt with its code and all that was sent, for the sender's own papers."""
    return render_pdf(
        "pdf/referrals/receipt.html",
        {
            "sender": sender(),
            "receipt": {
                "code": code,
                "received_on": timezone.localdate(referral.received_at),
                "answer_by": referral.preliminary_due_on,
                "status_url": f"{settings.KE_BASE_URL}{reverse('referrals:status')}",
                "is_acute_reminder": True,
            },
            "steps": [],
            "said": [
                {"label": label, "text": text, "language": ""}
                for label, text in what_was_sent(referral)
            ],
        },
    )


def what_was_sent(referral: Referral) -> list[tuple[str, str]]:
    """Everything the sender filled in, as label and text, without the full number."""
    born = referral.person_birth_date
    expected = _("Et barn som er ventet") if referral.is_expected_child else ""
    said = [
        (_("Gjelder"), referral.person_name or expected),
        (_("Fødselsdato"), born.strftime("%d.%m.%Y") if born else ""),
        (_("Fødselsnummer"), referral.national_id_masked),
        (_("Termin"), referral.due_on.strftime("%d.%m.%Y") if referral.due_on else ""),
        (_("Telefon til personen"), referral.person_phone),
        (_("Meldt av"), referral.notifier_name),
        (_("Rolle"), str(referral.get_notifier_role_display())),
        (_("Arbeidssted"), referral.notifier_organisation),
        (_("Telefon"), referral.notifier_phone),
        (_("Skal ringes"), _("Ja") if referral.wants_a_call else ""),
        (_("E-post"), referral.notifier_email),
        (_("Hva det gjelder"), referral.need),
        (_("Hva det spørres om"), ", ".join(referral.asked_labels())),
        (_("Hvem som hjelper i dag"), referral.services_now),
        (_("Ønsker"), referral.wishes),
        (_("Ønsket koordinator"), referral.preferred_coordinator),
        (
            _("Planlagt utskriving"),
            f"{referral.discharge_on:%d.%m.%Y}" if referral.discharge_on else "",
        ),
        (_("Avdeling"), referral.ward),
        (_("Språk"), referral.language),
        (_("Tolk"), _("Ja") if referral.needs_interpreter else ""),
        (_("Vet personen om det?"), str(referral.get_consent_display())),
    ]
    return [(label, text) for label, text in said if text]


def case_number(case: Case) -> str:
    """What people write on letters and say on the phone."""
    return f"{case.opened_at:%Y}-{case.pk:05d}"


def letter_title(lines: Sequence[DecisionLine], form: str) -> str:
    """Names what was decided, in the unit's own word for an answer."""
    rights = get_text_list([str(line.get_right_display()).lower() for line in lines], _("og"))
    if form == DecisionForm.WRITTEN_ANSWER:
        return _("Svar om %(rights)s") % {"rights": rights}
    return _("Vedtak om %(rights)s") % {"rights": rights}


def letter_text(person: Person, lines: Sequence[DecisionLine]) -> str:
    """A letter that grows with the answers: the result first, then why."""
    with translation.override(person.language):
        paragraphs = []
        by_outcome = (
            (Outcome.GRANTED, _("Du får %(rights)s.")),
            (Outcome.REFUSED, _("Du får ikke %(rights)s.")),
            (
                Outcome.DECLINED,
                _("Du har takket nei til %(rights)s. Du kan når som helst ombestemme deg."),
            ),
        )
        sentences = []
        for outcome, sentence in by_outcome:
            rights = [
                str(line.get_right_display()).lower() for line in lines if line.outcome == outcome
            ]
            if rights:
                sentences.append(sentence % {"rights": get_text_list(rights, _("og"))})
        paragraphs.append(" ".join(sentences))
        paragraphs += dict.fromkeys(line.reason for line in lines)
        if any(line.outcome == Outcome.GRANTED for line in lines):
            paragraphs.append(
                _("Hjelpen er frivillig og gratis. Du bestemmer hvem som skal være med.")
            )
    return "\n\n".join(filter(None, paragraphs))


def decision_pdf(decision: Decision) -> bytes:
    """The letter of a decision, as it was sent."""
    return letter_pdf(
        decision.case,
        letter=decision.letter,
        lines=list(decision.lines.all()),
        decided_on=timezone.localdate(decision.decided_at),
        form=decision.form,
        signed_by=decision.decided_by.name,
        signed_as=decision.signed_as,
    )


def letter_pdf(
    case: Case,
    *,
    letter: str,
    lines: Sequence[DecisionLine],
    decided_on: date,
    form: str,
    signed_by: str,
    signed_as: str,
) -> bytes:
    """The letter in the person's own language; also before it is sent, to look at."""
    person = case.person
    unit = our_unit()
    with translation.override(person.language):
        context: dict[str, Any] = {
            "language": person.language,
            "sender": sender(),
            "letter": {
                "title": letter_title(lines, form),
                "case_number": case_number(case),
                "sent_on": decided_on,
                "person_name": person.name,
                "asked_for": _asked_for(case),
                "asked_on": timezone.localdate(case.opened_at),
                "facts": letter,
                "what_happens_next": _next_steps(lines),
                "language": person.language,
            },
            "recipient": {
                "name": person.name,
                "address_lines": [person.address] if person.address else [],
            },
            "hide_address": person.is_protected,
            "rights": [_right(line, unit, decided_on) for line in lines],
            "coordinator": None,
            "complaint": _complaint(lines, unit, decided_on),
            "signed_by": {"name": signed_by, "title": signed_as},
            "copies": [],
        }
    return render_pdf("pdf/referrals/letter.html", context)


def _asked_for(case: Case) -> str:
    asked = {right for referral in case.referrals.all() for right in referral.asked}
    if not asked:
        return _("Det ble ikke bedt om noe bestemt.")
    names = [str(right.label).lower() for right in Right if right in asked]
    return _("Det ble bedt om %(rights)s.") % {"rights": get_text_list(names, _("og"))}


def _right(line: DecisionLine, unit: CoordinatingUnit | None, decided_on: date) -> dict[str, Any]:
    level = unit.level if unit else UnitLevel.MUNICIPALITY
    requirement = rules.requirements(level=level, on=decided_on).get(line.right)
    answers = {"yes": _("Ja"), "no": _("Nei"), "unknown": _("Vet ikke")}
    return {
        "name": str(line.get_right_display()),
        "result_label": str(line.get_outcome_display()),
        "reason": line.reason,
        "legal_basis": requirement.basis if requirement else "",
        "decided_on": decided_on,
        "conditions": [
            {
                "question": str(Condition(each["condition"]).label),
                "answer_label": answers[each["answer"]],
                "reason": each["why"],
            }
            for each in line.conditions
        ],
    }


def _next_steps(lines: Sequence[DecisionLine]) -> list[str]:
    granted = {line.right for line in lines if line.outcome == Outcome.GRANTED}
    steps = []
    if granted & {*COORDINATOR_RIGHTS}:
        steps.append(_("Vi spør deg hvem du ønsker som koordinator, og finner en sammen med deg."))
        steps.append(_("Koordinatoren tar kontakt med deg."))
    if Right.PLAN in granted:
        steps.append(_("Dere lager planen sammen. Ingenting deles før du har sagt ja."))
    return steps


def _complaint(
    lines: Sequence[DecisionLine], unit: CoordinatingUnit | None, told_on: date
) -> dict[str, Any] | None:
    """For rights by law. A group is a municipal offer and carries no such text."""
    if all(line.right == Right.GROUP for line in lines):
        return None
    address = ", ".join(filter(None, (unit.display_name, unit.postal_address))) if unit else ""
    return {
        "deadline_on": rules.complaint_due(told_on),
        "send_to": address,
        "help": _("Pasient- og brukerombudet kan også hjelpe deg, gratis."),
    }
