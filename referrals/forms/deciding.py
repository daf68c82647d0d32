from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import rules
from referrals.models import LONGEST_TEXT, Condition, Outcome, Right

LATER = "later"
YES_NO_UNKNOWN = (
    ("yes", gettext_lazy("Ja")),
    ("no", gettext_lazy("Nei")),
    ("unknown", gettext_lazy("Vet ikke")),
)
CONDITION_HELP = {
    Condition.LONG_LASTING: gettext_lazy("Over tid betyr ikke for alltid."),
    Condition.COORDINATED: gettext_lazy("Tiltak fra andre sektorer, som skole og NAV, teller med."),
    Condition.CHILD_UNDER_18: gettext_lazy("Svangerskap og adopsjon teller med."),
    Condition.SERIOUS: gettext_lazy("Diagnose er ikke et krav."),
    Condition.BOTH_KINDS: gettext_lazy(
        "Velferdstjenester er for eksempel NAV, barnehage eller skole."
    ),
}


@dataclass(frozen=True)
class ConditionFields:
    """One condition on the page: the answer and what it rests on."""

    answer: forms.BoundField
    why: forms.BoundField


class RightForm(forms.Form):
    """One right: its conditions as questions, what comes of them, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Resultat"),
        choices=[(LATER, gettext_lazy("Avgjøres ikke nå")), *Outcome.choices],
        initial=LATER,
    )
    reason = forms.CharField(
        label=gettext_lazy("Begrunnelse"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, requirement: rules.Requirement, is_asked: bool) -> None:
        super().__init__(data, prefix=requirement.right)
        self.requirement = requirement
        self.right = Right(requirement.right)
        self.is_asked = is_asked
        for name in requirement.conditions:
            condition = Condition(name)
            self.fields[name] = forms.ChoiceField(
                label=condition.label,
                help_text=CONDITION_HELP.get(condition, ""),
                choices=YES_NO_UNKNOWN,
                initial="unknown",
                widget=forms.RadioSelect,
            )
            self.fields[f"{name}_why"] = forms.CharField(
                label=_("Hvorfor?"), max_length=1000, required=False
            )

    def clean_outcome(self) -> str:
        """Empty when this right is not decided now."""
        outcome: str = self.cleaned_data["outcome"]
        return "" if outcome == LATER else outcome

    def conditions(self) -> list[ConditionFields]:
        return [
            ConditionFields(self[name], self[f"{name}_why"]) for name in self.requirement.conditions
        ]

    def conclusion(self) -> list[forms.BoundField]:
        return [self["outcome"], self["reason"]]

    def answers(self) -> dict[str, str]:
        return {
            name: self.cleaned_data.get(name) or "unknown" for name in self.requirement.conditions
        }

    def whys(self) -> dict[str, str]:
        return {
            name: self.cleaned_data.get(f"{name}_why", "") for name in self.requirement.conditions
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        outcome = cleaned.get("outcome")
        unmet = rules.unmet(
            self.requirement,
            {name: cleaned.get(name) or "unknown" for name in self.requirement.conditions},
        )
        if outcome == Outcome.GRANTED and unmet:
            questions = [str(Condition(name).label) for name in unmet]
            self.add_error(
                "outcome",
                _("Dette kan ikke innvilges før svaret er ja på: %(questions)s")
                % {"questions": " ".join(questions)},
            )
        if outcome == Outcome.REFUSED:
            if not unmet and self.requirement.ways:
                self.add_error("outcome", _("Alle vilkårene er oppfylt, så dette kan ikke avslås."))
            if not cleaned.get("reason"):
                self.add_error("reason", _("Et avslag må begrunnes. Skriv hvorfor."))
        return cleaned


class DecideForm(forms.Form):
    """The letter that goes with the decision, and the text it was last grown to."""

    letter = forms.CharField(
        label=gettext_lazy("Brevet"),
        max_length=4 * LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": gettext_lazy("Skriv brevet, eller trykk «Lag brevtekst».")},
    )
    grown = forms.CharField(required=False, widget=forms.HiddenInput)
