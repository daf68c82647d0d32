"""The web process: always acts as `ke_web`, the role that row security binds."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ke_portal.settings")
os.environ["KE_DATABASE_ROLE"] = "web"

application = get_wsgi_application()
