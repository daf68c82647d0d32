"""The two links at each item of a plan that one may write in."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from individual_plans.models import PlanItem
from ke_portal.marks import icon

register = template.Library()

LONGEST_WORDS = 60


@register.simple_tag
def pens(address: str, kind: str, item: PlanItem, words: str) -> SafeString:
    """Change and remove, for an `item` of a `kind`. `address` is where the plan is edited, `words` what it is about."""
    change = f"{address}{kind}/{item.public_id}/"
    return format_html(
        '<span class="cluster small">'
        '<a class="link" href="{}">{}{}<span class="ds-sr-only">: {}</span></a> '
        '<a class="link" href="{}fjern/">{}{}<span class="ds-sr-only">: {}</span></a>'
        "</span>",
        change,
        icon("pencil"),
        _("Endre"),
        short := Truncator(words).chars(LONGEST_WORDS),
        change,
        icon("trash"),
        _("Avslutt") if kind == "deltaker" else _("Fjern"),
        short,
    )
