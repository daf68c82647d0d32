from django import forms
from django.utils.translation import gettext_lazy as _

from services_catalog.models import Rhythm


class WatchForm(forms.Form):
    """Where to write when a search finds something new, and how often."""

    email = forms.EmailField(
        label=_("E-postadressen din"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Skriv e-postadressen din."),
            "invalid": _("Skriv e-postadressen slik: navn@eksempel.no"),
        },
    )
    rhythm = forms.ChoiceField(
        label=_("Hvor ofte vil du høre fra oss?"),
        choices=Rhythm,
        initial=Rhythm.WEEKLY,
        widget=forms.RadioSelect,
    )
