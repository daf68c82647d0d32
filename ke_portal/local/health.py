"""`python -m ke_portal.local.health`: ask the web process beside us if it is up, for a container's health check."""

import http.client
import os
import sys


def is_up(port: int, *, host: str = "localhost") -> bool:
    """Whether `/healthz` answers 200 on this loopback port, asked for under a name that the portal accepts."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        link.request("GET", "/healthz", headers={"Host": host})
        return link.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


if __name__ == "__main__":
    first_host = (
        os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip(" .*") or "localhost"
    )
    sys.exit(not is_up(int(os.environ.get("PORT", "8000")), host=first_host))
