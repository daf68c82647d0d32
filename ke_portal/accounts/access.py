from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from ke_portal.accounts.models import RoleAssignment, User
from ke_portal.accounts.roles import Role

DEMO_DOMAIN = "@demo.example"


def demo_users() -> QuerySet[User]:
    """The people one can log in as with one click, in a demonstration only."""
    if not settings.KE_DEMO:
        return User.objects.none()
    return User.objects.filter(email__endswith=DEMO_DOMAIN, is_active=True).order_by("pk")


def user_with_roles(pk: int | str) -> User | None:
    """The user of a session, with the roles that hold now, in one query."""
    held = RoleAssignment.objects.valid_now().filter(user=OuterRef("pk")).values("role")
    user = User.objects.annotate(held=ArraySubquery(held)).filter(pk=pk).first()
    if user is not None:
        vars(user)["roles"] = frozenset(Role(role) for role in user.held)
    return user
