"""How far it has come, as points on a line: for the receipt's holder, for the person, and for staff."""

from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import date as as_text
from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.models import Case, CaseStatus, Referral, ReferralStatus

Point = dict[str, Any]


def status_points(referral: Referral) -> list[Point]:
    """What the holder of a receipt may know: a party the whole way, others that it came and was handled."""
    received = _done(_("Vi har fått meldingen"), referral.received_at)
    if referral.status == ReferralStatus.REJECTED_SPAM:
        return [received]
    if not referral.notifier_is_party:
        return [received, *_for_others(referral)]
    if referral.status == ReferralStatus.WITHDRAWN:
        return [received, _done(_("Meldingen er trukket"), referral.closed_at)]
    if referral.status == ReferralStatus.FORWARDED:
        sent = _done(_("Vi har sendt meldingen videre"), referral.closed_at)
        return [
            received,
            sent | {"text": _("Den er sendt til: %(where)s.") % {"where": referral.forwarded_to}},
        ]
    return [received, *_the_whole_way(referral)]


def _for_others(referral: Referral) -> list[Point]:
    if referral.assessed_at and referral.notifier_may_hear:
        return [_done(_("Vi har behandlet meldingen"), referral.assessed_at)]
    return []


def _the_whole_way(referral: Referral) -> list[Point]:
    due_on = referral.answer_due_on or referral.preliminary_due_on
    by = _("Du hører fra oss innen %(date)s.") % {"date": _day(due_on)}
    is_read = referral.registered_at is not None
    is_answered = referral.assessed_at is not None
    read = {
        "what": _("Vi leser meldingen"),
        "date": _on(referral.registered_at),
        "text": "" if is_read else _("Vi ser hvem som skal følge den opp. %(by)s") % {"by": by},
        "state": "done" if is_read else "now",
    }
    if referral.status == ReferralStatus.CLARIFYING:
        read["text"] = _("Vi trenger å vite litt mer, og har spurt.")
    talk = {
        "what": _("Vi snakker sammen om hva som trengs"),
        "date": _on(referral.assessing_since) if is_answered else None,
        "text": _("Vi tar kontakt, eller du kan ringe oss. %(by)s") % {"by": by},
        "state": "done" if is_answered else ("now" if is_read else "coming"),
    }
    if talk["state"] != "now":
        talk["text"] = ""
    answer = {
        "what": _("Du får svar"),
        "date": _on(referral.assessed_at) or due_on,
        "text": _("Vi er forsinket. Ring oss, så sier vi hvordan det går.")
        if referral.is_late
        else "",
        "state": "done" if is_answered else ("late" if referral.is_late else "coming"),
    }
    is_over = referral.closed_at is not None
    after = {
        "what": _("Veien videre"),
        "date": _on(referral.closed_at),
        "text": _("Svaret kom i et brev. Ring oss hvis noe er uklart.")
        if is_answered and not is_over
        else "",
        "state": "done" if is_over else ("now" if is_answered else "coming"),
    }
    return [read, talk, answer, after]


def clock_of(case: Case) -> list[Point]:
    """The three dates of a case: received, preliminary answer, decision."""
    today = timezone.localdate()
    points = [_done(_("Mottatt"), case.opened_at)]
    preliminary_owed = case.is_undecided and not case.preliminary_sent_at
    points.append(
        {
            "what": _("Foreløpig svar"),
            "date": _on(case.preliminary_sent_at) or case.preliminary_due_on,
            "text": _("Sendt") if case.preliminary_sent_at else "",
            "state": _state(case.preliminary_due_on, today=today) if preliminary_owed else "done",
        }
    )
    if case.decided_at and not case.preliminary_sent_at:
        was_in_time = timezone.localdate(case.decided_at) <= case.preliminary_due_on
        points[-1]["text"] = _("Ikke nødvendig") if was_in_time else _("Ble ikke sendt")
    if case.decided_at:
        points.append(_done(_("Avgjort"), case.decided_at))
    elif case.decide_by:
        state = _state(case.decide_by, today=today)
        points.append({"what": _("Avgjørelse lovet"), "date": case.decide_by, "state": state})
    else:
        points.append({"what": _("Avgjørelse"), "when": _("Ingen dato lovet"), "state": "coming"})
    return points


def timeline_of(case: Case) -> list[Point]:
    """Everything that has happened in a case, newest first."""
    points = []
    for referral in case.referrals.all():
        points.append(_at(referral.received_at, _("Melding mottatt"), referral.notifier_name))
        points.append(_at(referral.registered_at, _("Melding registrert")))
        for question in referral.questions.all():
            who = question.to_name or str(question.get_to_display())
            asked = _("Spurte: %(who)s") % {"who": who}
            points.append(_at(question.asked_at, asked, question.asked_by.name, question.text))
            points.append(
                _at(
                    question.answered_at,
                    _("Fikk svar: %(who)s") % {"who": who},
                    "",
                    question.answer,
                )
            )
        if referral.status in {ReferralStatus.WITHDRAWN, ReferralStatus.FORWARDED}:
            points.append(
                _at(
                    referral.closed_at,
                    str(referral.get_status_display()),
                    "",
                    referral.closing_reason,
                )
            )
    points += [
        _at(each.written_at, _("Notat"), each.written_by.name, each.text)
        for each in case.notes.all()
    ]
    points += [
        _at(each.sent_at, _("Foreløpig svar sendt"), each.sent_by.name, each.letter)
        for each in case.preliminary_answers.all()
    ]
    points += [
        _at(
            each.decided_at,
            _("Avgjort"),
            each.decided_by.name,
            "\n".join(map(str, each.lines.all())),
        )
        for each in case.decisions.all()
    ]
    if case.status == CaseStatus.CLOSED:
        points.append(_at(case.closed_at, _("Lukket"), "", case.closing_reason))
    return sorted(
        (point for point in points if point["at"]), key=lambda point: point["at"], reverse=True
    )


def _at(at: datetime | None, what: str, who: str = "", text: str = "") -> Point:
    return {"at": at, "what": what, "who": who, "text": text}


def _done(what: str, at: datetime | None) -> Point:
    return {"what": what, "date": _on(at), "state": "done"}


def _on(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _day(day: date) -> str:
    same_year = day.year == timezone.localdate().year
    return str(as_text(day, "j. F" if same_year else "j. F Y"))


def _state(due_on: date, *, today: date) -> str:
    return "late" if due_on < today else "now"
