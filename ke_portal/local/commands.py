"""What runs where. `make run` starts these as children; `docker-compose.yml` says the same words."""

from typing import Final

# Each is run as `python -m …`; the web process binds to $PORT unless GUNICORN_CMD_ARGS says otherwise.
WEB: Final = (
    "gunicorn",
    "ke_portal.wsgi",
    "--workers=2",
    "--threads=4",
    "--graceful-timeout=5",
    "--preload",
    "--no-control-socket",
)
WORKER: Final = ("celery", "--app=ke_portal", "worker", "--concurrency=2", "--loglevel=INFO")
BEAT: Final = ("celery", "--app=ke_portal", "beat", "--loglevel=INFO")
PREPARE: Final = ("ke_portal.local.prepare",)

# The part of the address before @demo.example, and who that is.
DEMO_PEOPLE: Final = {
    "admin": "system administrator",
    "ke": "the coordinating unit's staff",
    "leder": "leader of the coordinating unit",
    "koordinator": "coordinator",
    "koordinator2": "another coordinator",
    "tjeneste": "a service in the responsibility group",
    "pasient": "the person a plan is about",
    "parorende": "next of kin",
    "redaktor": "editor of the service catalogue",
    "tilbyder": "who gives a service, and keeps its own entries",
    "partner": "the hospital's coordinating unit",
}
