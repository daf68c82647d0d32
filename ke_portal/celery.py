"""Worker and beat: always act as `ke_worker`. The schedule is code, so every installation runs the same."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ke_portal.settings")
os.environ.setdefault("KE_DATABASE_ROLE", "worker")

app = Celery("ke_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
