"""The browser admin edits open registers and inspects the rest."""

from django import forms
from django.contrib import admin
from django.db.models import Model, URLField
from django.http import HttpRequest


class RegisterAdmin(admin.ModelAdmin):
    """For open registers, which hold nothing about persons."""

    formfield_overrides = {URLField: {"form_class": forms.URLField, "assume_scheme": "https"}}


class ReadOnlyAdmin(admin.ModelAdmin):
    """For records that change only through actions, which write the audit log."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
