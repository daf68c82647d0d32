"""Every address in the URL configuration, by full name."""

from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

# Addresses that others wrote: one rule each in `test_public_surface.py`, not a row per address.
BY_RULE = ("admin:", "account_", "mfa_", "usersessions_", "socialaccount_")


class Address(NamedTuple):
    name: str
    route: str
    callback: Any

    @property
    def has_parts(self):
        return any(sign in self.route for sign in "<(")

    @property
    def is_public(self):
        """Whether the view says itself that it answers without a log-in."""
        return not getattr(self.callback, "login_required", True)


def addresses(patterns=None, namespace="", prefix=""):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry.url_patterns, inner, route)
        elif isinstance(entry, URLPattern):
            name = entry.name or f"({route})"
            yield Address(f"{namespace}{name}", route, entry.callback)


def our_addresses():
    return [address for address in addresses() if not address.name.startswith(BY_RULE)]


def addresses_of(prefix):
    return [address for address in addresses() if address.name.startswith(prefix)]
