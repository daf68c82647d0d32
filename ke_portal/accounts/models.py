from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ke_portal.accounts.roles import Role, permissions_of


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a log-in. Without a password nobody can log in by password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who can log in, by e-mail. What one may do follows from roles, held in `RoleAssignment`."""

    email = models.EmailField(_("e-post"), max_length=254, unique=True)
    name = models.CharField(_("navn"), max_length=200)
    title = models.CharField(_("stilling"), max_length=120, blank=True)
    workplace = models.CharField(_("arbeidssted"), max_length=200, blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    language = models.CharField(_("språk"), max_length=5, choices=settings.LANGUAGES, default="nb")
    is_active = models.BooleanField(_("aktiv"), default=True)
    joined_at = models.DateTimeField(_("opprettet"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    # Nobody is above the roles.
    is_superuser = False

    class Meta:
        verbose_name = _("bruker")
        verbose_name_plural = _("brukere")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0]

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles that hold now."""
        held = self.role_assignments.valid_now().values_list("role", flat=True)
        return frozenset(Role(role) for role in held)

    @cached_property
    def permissions(self) -> frozenset[str]:
        return permissions_of(self.roles) if self.is_active else frozenset()

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        return perm in self.permissions

    def has_perms(self, perm_list: Iterable[str], obj: object | None = None) -> bool:
        return self.permissions.issuperset(perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return any(perm.startswith(f"{app_label}.") for perm in self.permissions)

    @property
    def is_staff(self) -> bool:
        """May enter the browser admin."""
        return self.has_perm("desks.enter_admin")

    def organisation_name(self) -> str:
        """Where this user works, as written in the look-up log."""
        return self.workplace


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def valid_now(self) -> "RoleAssignmentQuerySet":
        today = timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=today), starts_on__lte=today)


class RoleAssignment(models.Model):
    """A role that a user holds from one day to another."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="role_assignments", verbose_name=_("bruker")
    )
    role = models.CharField(_("rolle"), max_length=30, choices=Role)
    starts_on = models.DateField(_("fra"), default=timezone.localdate)
    ends_on = models.DateField(_("til"), null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        constraints = [
            models.UniqueConstraint(
                name="one_open_assignment_per_role",
                fields=["user", "role"],
                condition=Q(ends_on=None),
            ),
            models.CheckConstraint(
                name="role_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
