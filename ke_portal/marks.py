"""The smallest parts of a page, of which a long one has hundreds: made in Python, where they cost little."""

from datetime import date, datetime
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

ICON_OF_COLOR = {
    "success": "check-circle",
    "warning": "warning",
    "danger": "danger",
    "info": "clock",
}


# What a browser and a machine call themselves, the narrower name first: most also claim to be others.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "SamsungBrowser": "Samsung Internet",
    "Chrome/": "Chrome",
    "CriOS": "Chrome",
    "Safari/": "Safari",
}
MACHINES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of static/images/icons.svg. Decorative: the word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        _icons(),
        name,
    )


@cache
def _icons() -> str:
    return static("images/icons.svg")


@register.simple_tag
def status(label: str, color: str = "", symbol: str = "") -> SafeString:
    """A state in a word and an icon, never by colour alone."""
    return format_html(
        '<span class="status" data-color="{}">{} {}</span>',
        color or "neutral",
        icon(symbol or ICON_OF_COLOR.get(color, "circle")),
        label,
    )


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """A date as one says it. The year is named only when it is not this one; nothing gives nothing."""
    if not value:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    words = "j. F" if local.year == timezone.localdate().year else "j. F Y"
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(), date_format(local, words)
    )


@register.filter
def device(user_agent: str) -> str:
    """The browser and machine that somebody logged in with, in the names people know."""
    browser, machine = (
        next((name for mark, name in names.items() if mark in user_agent), "")
        for names in (BROWSERS, MACHINES)
    )
    if browser and machine:
        return _("%(browser)s på %(machine)s") % {"browser": browser, "machine": machine}
    return browser or machine or _("En annen nettleser")
