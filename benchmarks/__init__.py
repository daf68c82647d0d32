"""Measures the portal with a full database; `make bench` runs all of it and writes REPORT.md.

Each part is a process of its own, since the role in the database belongs to the process: filling is the
owner's, pages are the web role's.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ke_portal.settings")
django.setup()
