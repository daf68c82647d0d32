from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ke_portal.accounts.access import user_with_roles
from ke_portal.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Log-ins are given by the municipality or come from ID-porten; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Brukeren er stengt. Ring oss, så finner vi ut av det."),
        "email_password_mismatch": _("E-posten og passordet hører ikke sammen. Prøv en gang til."),
        "enter_current_password": _("Skriv passordet du har nå."),
        "incorrect_code": _("Koden stemmer ikke. Vent på en ny, og prøv en gang til."),
        "incorrect_password": _("Passordet stemmer ikke. Prøv en gang til."),
        "invalid_login": _("Vi kunne ikke logge deg inn. Prøv en gang til."),
        "invalid_password_reset": _("Lenken virker ikke lenger. Be om en ny."),
        "too_many_login_attempts": _("Det ble for mange forsøk. Vent fem minutter, og prøv igjen."),
        "rate_limited": _("Det gikk litt fort. Vent et minutt, og prøv igjen."),
        "same_as_current": _("Velg et annet passord enn det du har nå."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor, in words that say what to do."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Koden stemmer ikke. Vent på en ny, og prøv en gang til."),
        "unverified_email": _("Bekreft e-postadressen din før du slår på kode fra app."),
    }


class SessionBackend(AuthenticationBackend):
    """Fetches who is logged in together with the roles, which every page asks for."""

    def get_user(self, user_id: Any) -> User | None:
        user = user_with_roles(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
