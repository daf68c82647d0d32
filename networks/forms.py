from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.rules import ProgrammeLine, UnreadableLine, read_programme


class GatheringForm(forms.Form):
    """A day when a network meets. `named()` gives what the action needs."""

    title = forms.CharField(
        label=_("Hva heter samlingen?"),
        error_messages={"required": _("Skriv hva samlingen heter.")},
        max_length=200,
    )
    day = forms.DateField(
        label=_("Dato"),
        error_messages={"required": _("Velg en dato.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    starts = forms.TimeField(
        label=_("Begynner"),
        error_messages={"required": _("Skriv når det begynner.")},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=_("Slutter"),
        error_messages={"required": _("Skriv når det slutter.")},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    place = forms.CharField(
        label=_("Sted"),
        help_text=_("Adresse, eller lenke til møtet på nett."),
        max_length=200,
        required=False,
    )
    about = forms.CharField(
        label=_("Hva handler den om?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    programme = forms.CharField(
        label=_("Program"),
        help_text=_(
            "Ett punkt på hver linje. Begynn med klokkeslettet: 09.30 Velkommen – Vennlig Vind"
        ),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Velg en dato som ikke har vært."))
        return day

    def clean_programme(self) -> list[ProgrammeLine]:
        try:
            return read_programme(self.cleaned_data["programme"])
        except UnreadableLine as unreadable:
            raise forms.ValidationError(
                _("Denne linjen må begynne med klokkeslett, for eksempel 09.30: «%(line)s»"),
                params={"line": unreadable.line[:80]},
            ) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if not starts or not ends:
            return cleaned
        if ends <= starts:
            self.add_error("ends", _("Samlingen må slutte etter at den begynner."))
            return cleaned
        outside = [line for line in cleaned.get("programme", []) if not starts <= line.at <= ends]
        if outside:
            self.add_error(
                "programme",
                _("«%(title)s» er ikke mellom begynnelsen og slutten.")
                % {"title": outside[0].title[:80]},
            )
        return cleaned

    def named(self) -> dict[str, Any]:
        """What was written, as `plan_gathering` takes it."""
        said = self.cleaned_data
        return {
            "title": said["title"],
            "place": said["place"],
            "about": said["about"],
            "programme": said["programme"],
            "starts_at": timezone.make_aware(datetime.combine(said["day"], said["starts"])),
            "ends_at": timezone.make_aware(datetime.combine(said["day"], said["ends"])),
        }
