from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordinators import access
from coordinators.models import Coordinator
from ke_portal.organisations.access import workplaces
from ke_portal.organisations.models import Organisation


class CandidateField(forms.ModelChoiceField):
    """A coordinator to choose, with what speaks for and against in words."""

    def label_from_instance(self, obj: Any) -> str:
        words = (
            _("%(name)s, %(title)s, %(place)s. Har plass: %(now)d av %(all)d.")
            if obj.people_now < obj.capacity
            else _("%(name)s, %(title)s, %(place)s. Er full: %(now)d av %(all)d.")
        )
        return words % {
            "name": obj.user.name,
            "title": obj.title,
            "place": obj.organisation.name,
            "now": obj.people_now,
            "all": obj.capacity,
        }


class AppointForm(forms.Form):
    coordinator = CandidateField(
        Coordinator.objects.none(),
        label=_("Koordinator"),
        error_messages={"required": _("Velg en koordinator.")},
        empty_label=None,
        widget=forms.RadioSelect,
    )
    wish = forms.CharField(
        label=_("Hva ønsker personen selv?"),
        error_messages={
            "required": _("Skriv hva personen ønsker, eller at det ikke er noe ønske.")
        },
        help_text=_("Personens eget ønske skal veie tungt. Skriv det med personens ord."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Hvorfor denne koordinatoren?"),
        error_messages={"required": _("Skriv hvorfor.")},
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asks_first = forms.BooleanField(
        label=_("Spør koordinatoren før oppnevningen gjelder"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].queryset = access.available_coordinators()


class EndForm(forms.Form):
    reason = forms.CharField(
        label=_("Hvorfor avsluttes oppnevningen?"),
        error_messages={"required": _("Skriv hvorfor.")},
        max_length=300,
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Hvorfor kan du ikke?"),
        error_messages={"required": _("Skriv hvorfor.")},
        help_text=_("Koordinerende enhet leser dette og finner en annen."),
        max_length=300,
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Svar"),
        error_messages={"required": _("Skriv hva som skjer nå.")},
        help_text=_("Skriv hva som skjer nå, og når personen hører fra dere igjen."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AbsenceForm(forms.Form):
    away_from = forms.DateField(
        label=_("Borte fra og med"),
        error_messages={"required": _("Velg en dato.")},
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    away_until = forms.DateField(
        label=_("Til og med"),
        help_text=_("La stå tomt hvis du ikke vet."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    substitute = forms.ModelChoiceField(
        Coordinator.objects.none(), label=_("Vikar"), required=False
    )

    def __init__(self, *args: Any, coordinator: Coordinator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].queryset = access.available_coordinators().exclude(
            pk=coordinator.pk
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("away_from"), cleaned.get("away_until")
        if start and end and end < start:
            self.add_error("away_until", _("Siste dag må være samme dag eller etter første dag."))
        return cleaned


class RegisterForm(forms.Form):
    name = forms.CharField(
        label=_("Navn"), error_messages={"required": _("Skriv navnet.")}, max_length=200
    )
    email = forms.EmailField(
        label=_("E-post på jobb"),
        error_messages={"required": _("Skriv e-postadressen, for eksempel navn@kommune.no.")},
        help_text=_("Koordinatoren logger inn med denne."),
        max_length=254,
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        error_messages={"required": _("Velg arbeidssted.")},
        label=_("Arbeidssted"),
    )
    title = forms.CharField(
        label=_("Stilling"),
        error_messages={"required": _("Skriv stillingen, for eksempel ergoterapeut.")},
        max_length=120,
    )
    phone = forms.CharField(
        label=_("Telefon"),
        error_messages={"required": _("Skriv et nummer som koordinatoren svarer på.")},
        max_length=40,
    )
    answers_when = forms.CharField(
        label=_("Når svarer koordinatoren?"),
        help_text=_("For eksempel: hverdager kl. 8–15, ikke onsdag."),
        required=False,
        max_length=120,
    )
    capacity = forms.IntegerField(
        label=_("Hvor mange har koordinatoren plass til?"),
        error_messages={"required": _("Skriv et tall, for eksempel 8.")},
        min_value=1,
        max_value=100,
        initial=8,
    )
    takes_children = forms.BooleanField(label=_("Kan være barnekoordinator"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = workplaces()
