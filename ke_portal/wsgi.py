"""The web process: always acts as `ke_web`, the role that row security binds."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ke_portal.settings")
os.environ["KE_DATABASE_ROLE"] = "web"

application = get_wsgi_application()

# Here, before the workers part, so that no visitor waits for the dictionaries and all share one copy.
import_module("services_catalog.search").warm_up()
