"""Prices as HSDS cost options."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from services_catalog.hsds.parts import changed, short

HIGHEST = 10**8
LONGEST_UNIT = 200
LONGEST_NOTE = 300
EXEMPT = "Fritatt: "


class CostOptions:
    """Rows of prices: for what, how many kroner, who need not pay and a note."""

    key = "cost_options"

    def fits(self, part: Mapping[str, Any]) -> bool:
        amount = part.get("amount")
        if isinstance(amount, bool) or not isinstance(amount, int | float):
            return False
        if not 0 <= amount < HIGHEST or round(amount, 2) != amount:
            return False
        if part.get("currency") not in (None, "", "NOK"):
            return False
        about = part.get("amount_description")
        if not short(part.get("option"), LONGEST_UNIT) or not short(about, 2 * LONGEST_NOTE):
            return False
        return all(len(text) <= LONGEST_NOTE for text in _told(about))

    def read(self, part: dict[str, Any]) -> dict[str, Any]:
        note, exempt = _told(part.get("amount_description"))
        return {
            "unit": (part.get("option") or "").strip(),
            "amount": Decimal(str(part["amount"])).quantize(Decimal("0.01")),
            "exempt": exempt,
            "note": note,
        }

    def put(
        self, part: dict[str, Any], values: dict[str, Any], before: dict[str, Any], language: str
    ) -> None:
        if changed(values, before, "unit"):
            part["option"] = values["unit"]
        if changed(values, before, "amount"):
            amount = values["amount"]
            part["amount"] = int(amount) if amount == int(amount) else float(amount)
            part["currency"] = "NOK"
        if changed(values, before, "note", "exempt"):
            exempt = values["exempt"] and f"{EXEMPT}{values['exempt']}"
            told = "\n".join(filter(None, (values["note"], exempt)))
            if told:
                part["amount_description"] = told
            else:
                part.pop("amount_description", None)


def _told(about: str | None) -> tuple[str, str]:
    """The note and who is exempt, which stands on a line of its own."""
    lines = [line.strip() for line in (about or "").splitlines() if line.strip()]
    exempt = [line.removeprefix(EXEMPT) for line in lines if line.startswith(EXEMPT)]
    note = [line for line in lines if not line.startswith(EXEMPT)]
    return " ".join(note), ", ".join(exempt)
