from django.contrib import admin

from coordinators.models import Coordinator


@admin.register(Coordinator)
class CoordinatorAdmin(admin.ModelAdmin):
    """The register of coordinators; whom they coordinate for is not here."""

    list_display = ["user", "title", "organisation", "capacity", "is_active", "away_until"]
    list_filter = ["is_active", "takes_children"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__name", "title"]
    autocomplete_fields = ["user", "organisation", "substitute"]
