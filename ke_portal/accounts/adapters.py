from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Log-ins are given by the municipality or come from ID-porten; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
