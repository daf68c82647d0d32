from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from ke_portal.accounts.models import RoleAssignment, User
from ke_portal.accounts.roles import Role


class RoleAssignmentInline(admin.StackedInline):
    model = RoleAssignment
    extra = 0


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Log-ins and roles. Passwords are set by their owners, through a link."""

    list_display = ["email", "name", "title", "workplace", "is_active"]
    list_filter = ["is_active", "role_assignments__role"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "title", "workplace", "phone", "language", "is_active"]
    inlines = [RoleAssignmentInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Those who work here. That somebody has a log-in of their own tells that they have a case."""
        own = RoleAssignment.objects.filter(user=OuterRef("pk"), role=Role.RESIDENT)
        return super().get_queryset(request).filter(~Exists(own))
