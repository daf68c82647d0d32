from django import forms
from django.utils.translation import gettext_lazy as _


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
        help_text=_("Personen kan lese begrunnelsen din. Tilgangen varer i én time."),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
