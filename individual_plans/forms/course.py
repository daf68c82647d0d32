"""Forms about the plan as a whole: its start, its frame, its dates, and who may see it."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from individual_plans import access
from individual_plans.forms.base import (
    ItemForm,
    PlanForm,
    choose_from,
    day,
    long_text,
    offer,
    short_text,
)
from individual_plans.models import HowGiven, Plan, PlanItem, ReviewKind
from ke_portal.organisations.models import Organisation
from ke_portal.people.actions import midnight
from ke_portal.people.models import PLAN_SECTIONS, Section


class StartForm(forms.Form):
    """A new plan opens with three questions, not with nine empty sections."""

    what_matters = long_text(
        _("Hva er viktig for deg nå?"), _("Skriv det slik personen selv sier det."), required=False
    )
    helps_today = long_text(
        _("Hvem hjelper i dag?"), _("Tjenester, familie, venner."), rows=3, required=False
    )
    urgent = long_text(_("Hva haster?"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.values()):
            raise ValidationError(
                _("Svar på minst ett av spørsmålene. Ett ord er nok til å begynne.")
            )
        return data


class FrameForm(PlanForm):
    period_from = day(_("Planen gjelder fra"), required=True)
    period_to = day(_("Planen gjelder til"), required=True)
    responsible_body = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Hvem har ansvaret for planen?"), required=False
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        names = ("period_from", "period_to", "responsible_body")
        super().__init__(
            *args, plan=plan, initial={name: getattr(plan, name) for name in names}, **kwargs
        )
        choose_from(self, "responsible_body", access.responsible_bodies(), empty=_("Ikke valgt"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("period_from"), data.get("period_to")
        if start and end and end <= start:
            self.add_error("period_to", _("Planen må slutte etter at den starter."))
        return data


class HowField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Hvordan ble samtykket gitt?"),
            choices=[(how.value, how.label) for how in HowGiven if how is not HowGiven.ONLINE],
            widget=forms.RadioSelect,
        )


class ConsentForm(PlanForm):
    """Consent, given by the person or representative here, or written down by the coordinator."""

    def __init__(self, *args: Any, plan: Plan, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        if not is_own:
            self.fields["given_by"] = short_text(
                _("Hvem ga samtykket?"), required=True, longest=200
            )
            self.fields["given_by"].initial = plan.person.name
            self.fields["how_given"] = HowField()


class PlanConsentForm(ConsentForm):
    pass


class ShareConsentForm(ConsentForm):
    whom = forms.ChoiceField(label=_("Hvem skal få se?"))
    sections = forms.MultipleChoiceField(
        label=_("Hva skal de få se?"),
        choices=[(section.value, section.label) for section in PLAN_SECTIONS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst én del av planen.")},
    )
    may_write = forms.BooleanField(label=_("De kan også skrive i disse delene"), required=False)
    until = day(_("Til og med"), _("La stå tomt hvis det skal gjelde til du sier stopp."))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.candidates = {one.key: one for one in access.share_candidates(plan)}
        whom = [
            (one.key, f"{one.name} ({one.note})" if one.note else one.name)
            for one in self.candidates.values()
        ]
        offer(self, "whom", whom)

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise ValidationError(_("Velg en dag som ikke har vært."))
        return until

    def chosen_sections(self) -> list[str]:
        return [str(Section(section).label) for section in self.cleaned_data["sections"]]

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        chosen, until = self.candidates[data.pop("whom")], data.pop("until")
        return {
            **data,
            "name": chosen.name,
            "participant": chosen.participant,
            "user": chosen.user,
            "until": midnight(until + timedelta(days=1)) if until else None,
        }


class MeetingForm(ItemForm):
    on = day(_("Dag"), required=True)
    at = forms.TimeField(
        label=_("Klokkeslett"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Skriv klokkeslettet som 14:30.")},
    )
    place = short_text(_("Sted eller video"), longest=200)
    purpose = short_text(_("Hva gjelder møtet?"), required=True)
    agenda = long_text(_("Saker"), _("Én sak på hver linje."), required=False)

    def shown(self, item: PlanItem) -> dict[str, Any]:
        starts = timezone.localtime(getattr(item, "starts_at", None))
        return {**super().shown(item), "on": starts.date(), "at": starts.time()}

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < timezone.localdate():
            raise ValidationError(_("Velg en dag som ikke har vært."))
        return on

    def values(self) -> dict[str, Any]:
        values = super().values()
        starts_at = timezone.make_aware(datetime.combine(values.pop("on"), values.pop("at")))
        return {**values, "starts_at": starts_at}


class ReviewForm(PlanForm):
    due_on = day(_("Når skal vi se på planen igjen?"), required=True)
    kind = forms.ChoiceField(label=_("Hva skal gjøres?"), choices=ReviewKind)


class HoldReviewForm(PlanForm):
    held_on = day(_("Når ble det gjort?"), required=True)
    summary = long_text(
        _("Hva kom fram?"),
        _("Er personen fornøyd? Fikk personen være med? Har noe blitt bedre?"),
    )
    next_due_on = day(_("Når ser vi på planen neste gang?"))
    needs_revision = forms.BooleanField(label=_("Planen må skrives om"), required=False)

    def __init__(self, *args: Any, plan: Plan, may_revise: bool, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["held_on"].initial = timezone.localdate()
        if not may_revise:
            del self.fields["needs_revision"]


class ReasonForm(PlanForm):
    reason = short_text(_("Hvorfor?"), required=True)
