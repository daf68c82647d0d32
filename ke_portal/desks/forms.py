from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ke_portal.people.models import ParentalResponsibility, Person, RepresentationKind

SELF = "self"


class HelpForm(forms.Form):
    text = forms.CharField(
        label=_("Vil du fortelle mer?"),
        help_text=_("Du trenger ikke skrive noe. Vi tar kontakt uansett."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Hvorfor må du se innholdet i planen?"),
        error_messages={"required": _("Skriv hvorfor. Personen kan lese det.")},
        help_text=_("Personen kan lese begrunnelsen din. Tilgangen varer i én time."),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteForm(forms.Form):
    who = forms.ChoiceField(
        label=_("Hvem skal kunne logge inn?"),
        error_messages={"required": _("Velg hvem som skal kunne logge inn.")},
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=_("E-post"),
        error_messages={"required": _("Skriv e-postadressen til den som skal logge inn.")},
        help_text=_(
            "Vi sender en e-post om hvordan man velger passord. Den sier ikke hva det gjelder."
        ),
        max_length=254,
    )
    name = forms.CharField(
        label=_("Navn"),
        help_text=_("Når det er en annen enn personen selv."),
        required=False,
        max_length=200,
    )
    parental_responsibility = forms.ChoiceField(
        label=_("Foreldreansvar"),
        help_text=_("Når det er en forelder."),
        choices=[("", "–"), *ParentalResponsibility.choices],
        required=False,
    )
    mandate = forms.CharField(
        label=_("Mandat"),
        help_text=_("Når det er en verge: hva vergen kan bestemme over."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [choice for choice in RepresentationKind.choices if choice[0] != "child_welfare"]
        self.fields["who"].choices = [(SELF, person.name), *others]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        who = cleaned.get("who")
        if who and who != SELF and not cleaned.get("name"):
            self.add_error("name", _("Skriv hva den som skal logge inn heter."))
        if who == RepresentationKind.GUARDIAN and not cleaned.get("mandate"):
            self.add_error("mandate", _("Skriv hva vergen kan bestemme over."))
        if who == RepresentationKind.PARENT and not cleaned.get("parental_responsibility"):
            self.add_error(
                "parental_responsibility", _("Velg hva forelderen har av foreldreansvar.")
            )
        return cleaned
