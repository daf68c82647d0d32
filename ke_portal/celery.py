"""The Celery app of worker and beat, and what the web process nudges them through.

Worker and beat are started with `KE_DATABASE_ROLE=worker`. The schedule is in settings, so every
installation runs the same.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ke_portal.settings")

app = Celery("ke_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
