from django.contrib import admin

from ke_portal.accounts.models import RoleAssignment, User


class RoleAssignmentInline(admin.TabularInline):
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
