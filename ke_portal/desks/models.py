from django.db import models


class Desk(models.Model):
    """No table: names the permissions to sit at each desk."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("view_ke", "Can see the coordinating unit's dashboard"),
            ("view_workbench", "Can see the coordinator's workbench"),
            ("view_my_page", "Can see one's own page"),
            ("enter_admin", "Can enter the browser admin"),
        ]

    def __str__(self) -> str:
        return "desk"
