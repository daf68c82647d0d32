"""Is the portal up, and is everything it needs there?"""

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from ke_portal.rowsecurity.checks import faults_of_role


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, row security and broker, each by itself; 503 when one is not as it must be."""
    parts = {"database": _database(), "broker": _broker()}
    is_ready = all(answer == "ok" for answer in parts.values())
    return JsonResponse(parts, status=200 if is_ready else 503)


def _database() -> str:
    try:
        connection.ensure_connection()
        faults = faults_of_role() if settings.KE_DATABASE_ROLE == "web" else []
    except DatabaseError:
        return "no answer"
    return "; ".join(faults) or "ok"


def _broker() -> str:
    try:
        broker = redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1
        )
        broker.ping()
    except redis.RedisError:
        return "no answer"
    return "ok"
