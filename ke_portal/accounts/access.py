from django.conf import settings
from django.db.models import QuerySet

from ke_portal.accounts.models import User

DEMO_DOMAIN = "@demo.example"


def demo_users() -> QuerySet[User]:
    """The people one can log in as with one click, in a demonstration only."""
    if not settings.KE_DEMO:
        return User.objects.none()
    return User.objects.filter(email__endswith=DEMO_DOMAIN, is_active=True).order_by("pk")
