"""Shape and wording of what is typed into a plan. One small form per item."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from individual_plans import access
from individual_plans.forms.base import ItemForm, choose_from, day, long_text, offer, short_text
from individual_plans.models import (
    Attainment,
    CooperationStatus,
    Goal,
    LifeArea,
    MeasureStatus,
    Participant,
    Plan,
    PlanItem,
)

OF_PERSON, OF_COORDINATOR, OF_NAMED = "person", "coordinator", "named"


class AboutForm(ItemForm):
    what_matters = long_text(
        _("Hva er viktig for meg?"),
        _("Personens egne ord. Det kan være kort."),
        rows=6,
        required=False,
    )
    helps_today = long_text(_("Hvem hjelper i dag?"), required=False)
    urgent = long_text(_("Hva haster?"), required=False)
    culture_and_language = long_text(
        _("Språk og kultur"), _("Noe de som hjelper, bør vite eller ta hensyn til."), required=False
    )


class StrengthForm(ItemForm):
    text = long_text(
        _("Hva går bra, og hva kan vi bygge på?"),
        _("Noe personen er god på, liker eller har rundt seg."),
    )


class NeedForm(ItemForm):
    life_area = forms.ChoiceField(label=_("Hvilken del av livet gjelder det?"), choices=LifeArea)
    text = long_text(_("Hva trengs det hjelp til?"))


class GoalForm(ItemForm):
    text = long_text(_("Hva er målet?"), _("Gjerne med personens egne ord: «Jeg vil …»"), rows=3)
    own_words = forms.BooleanField(label=_("Dette er personens egne ord"), required=False)
    life_area = forms.ChoiceField(
        label=_("Hvilken del av livet gjelder det?"),
        choices=[("", _("Ikke valgt")), *LifeArea.choices],
        required=False,
    )
    parent = forms.ModelChoiceField(
        Goal.objects.none(),
        label=_("Er dette en del av et større mål?"),
        required=False,
        to_field_name="public_id",
    )
    attained = forms.TypedChoiceField(
        label=_("Hvor langt har vi kommet?"),
        choices=[("", _("Ikke vurdert ennå")), *Attainment.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = self.plan.goals.present().filter(parent=None)
        if self.item is not None:
            goals = goals.exclude(pk=self.item.pk)
        choose_from(self, "parent", goals, empty=_("Nei, det står for seg selv"), words=short_goal)

    def shown(self, item: PlanItem) -> dict[str, Any]:
        parent = getattr(item, "parent", None)
        return {**super().shown(item), "parent": parent.public_id if parent else None}


class MeasureForm(ItemForm):
    goal = forms.ModelChoiceField(
        Goal.objects.none(), label=_("Hvilket mål hører tiltaket til?"), to_field_name="public_id"
    )
    title = short_text(_("Hva skal gjøres?"), required=True)
    responsible = forms.ChoiceField(label=_("Hvem har ansvaret?"), required=False)
    extent = short_text(_("Hvor mye?"), _("For eksempel: 45 minutter, to ganger i uka."))
    how = long_text(_("Hvordan skal det gjøres?"), rows=3, required=False)
    frequency = short_text(_("Hvor ofte?"), longest=120)
    place = short_text(_("Hvor?"), longest=200)
    starts_on = day(_("Starter"))
    ends_on = day(_("Slutter"))
    status = forms.ChoiceField(label=_("Hvor langt er det kommet?"), choices=MeasureStatus)
    reason = long_text(
        _("Hvorfor ble det stoppet eller avslått?"),
        _("Trengs bare når tiltaket er stoppet eller avslått."),
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        self.coordinators = access.coordinators_of(plan.person)[:1]
        super().__init__(*args, plan=plan, **kwargs)
        goals = self.plan.goals.present().order_by("position", "pk")
        choose_from(self, "goal", goals, empty=_("Velg et mål"), words=short_goal)
        self.participants = {str(who.public_id): who for who in access.participants_of(self.plan)}
        self.named = self._named()
        offer(self, "responsible", self._who())

    def _who(self) -> list[tuple[str, Any]]:
        choices: list[tuple[str, Any]] = [
            ("", _("Ikke avklart")),
            (OF_PERSON, self.plan.person.name),
        ]
        choices += [(OF_COORDINATOR, _("Koordinator")) for _one in self.coordinators]
        choices += [(key, str(who)) for key, who in self.participants.items()]
        if self.named:
            choices.append((OF_NAMED, self.named))
        former = getattr(self.item, "responsible", None)
        if former and str(former.public_id) not in self.participants:
            self.participants[str(former.public_id)] = former
            choices.append((str(former.public_id), str(former)))
        return choices

    def _known_names(self, plan: Plan) -> dict[str, str]:
        names = {str(each.coordinator): OF_COORDINATOR for each in self.coordinators}
        return names | {plan.person.name: OF_PERSON}

    def _named(self) -> str:
        """Somebody with the responsibility who is neither in the group nor the person or the coordinator of today."""
        if self.item is None or getattr(self.item, "responsible", None):
            return ""
        name = str(getattr(self.item, "responsible_name", ""))
        return "" if name in self._known_names(self.plan) else name

    def shown(self, item: PlanItem) -> dict[str, Any]:
        goal, responsible = getattr(item, "goal", None), getattr(item, "responsible", None)
        name = getattr(item, "responsible_name", "")
        if responsible:
            who = str(responsible.public_id)
        elif name:
            who = self._known_names(item.plan).get(name, OF_NAMED)
        else:
            who = ""
        return {
            **super().shown(item),
            "goal": goal.public_id if goal else None,
            "responsible": who,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("status") == MeasureStatus.REJECTED and not data.get("reason"):
            self.add_error("reason", _("Skriv hvorfor tiltaket ble avslått."))
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Slutten må være samme dag som starten eller senere."))
        return data

    def values(self) -> dict[str, Any]:
        values = super().values()
        key = values.pop("responsible")
        names = {
            "": "",
            OF_PERSON: self.plan.person.name,
            OF_COORDINATOR: str(self.coordinators[0].coordinator) if self.coordinators else "",
            OF_NAMED: self.named,
        }
        return {
            **values,
            "responsible": self.participants.get(key),
            "responsible_name": names.get(key, ""),
        }


class ParticipantForm(ItemForm):
    name = short_text(_("Navn"), required=True, longest=200)
    organisation = short_text(_("Tjeneste eller arbeidssted"), longest=200)
    role = short_text(_("Rolle"), _("For eksempel fysioterapeut, lærer eller søster."), longest=120)
    phone = short_text(_("Telefon"), longest=40)
    email = forms.EmailField(
        label=_("E-post"),
        required=False,
        max_length=254,
        help_text=_(
            "Er adressen kjent i portalen, kan deltakeren logge inn når personen har samtykket."
        ),
        error_messages={"invalid": _("Skriv e-postadressen som navn@sted.no.")},
    )
    since = day(_("Med fra"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate()


class ContributionForm(ItemForm):
    participant = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Hvem?"), required=False, to_field_name="public_id"
    )
    text = long_text(_("Hva skal de bidra med?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = access.participants_of(self.plan)
        choose_from(self, "participant", who, empty=_("Personen selv eller de nærmeste"))

    def shown(self, item: PlanItem) -> dict[str, Any]:
        participant = getattr(item, "participant", None)
        return {
            **super().shown(item),
            "participant": participant.public_id if participant else None,
        }


class CooperationForm(ItemForm):
    organisation = short_text(_("Hvem trenger vi å samarbeide med?"), required=True, longest=200)
    purpose = long_text(_("Hva gjelder det?"), rows=3)
    status = forms.ChoiceField(label=_("Hvor langt er det kommet?"), choices=CooperationStatus)


def short_goal(goal: Goal) -> str:
    return goal.text if len(goal.text) <= 80 else f"{goal.text[:79]}…"
