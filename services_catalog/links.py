"""Tries a web address, carefully: on the open net only, without reading the page, and hurrying nobody."""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

# For each thing that is waited for, and for one question in all.
TIMEOUT_SECONDS = 8
MOST_SECONDS = 20
MOST_REDIRECTS = 5
# Answers that say that a machine is not wanted, not that the page is gone.
NOT_FOR_MACHINES = {401, 403, 405, 406, 407, 409, 418, 421, 425, 429, 451}
TRY_AGAIN_WITH_GET = {400, 403, 404, 405, 500, 501, 503}
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {80, 443}
USER_AGENT = "ke-portal-link-check"


@dataclass(frozen=True)
class Answer:
    """How an address answered: whether it lives, and what happened in a few words."""

    is_alive: bool
    what: str


class Unreachable(Exception):
    """The address does not lead anywhere on the open net; the text says why."""


def probe(url: str) -> Answer:
    """Try `url` and what it leads on to."""
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            status, goes_to = _ask(url, "HEAD")
            if status in TRY_AGAIN_WITH_GET:
                status, goes_to = _ask(url, "GET")
            if status in REDIRECTS and goes_to:
                url = urljoin(url, goes_to)
                continue
            is_alive = status < 400 or status in NOT_FOR_MACHINES
            return Answer(is_alive, _("Svarte %(status)s") % {"status": status})
    except Unreachable as why:
        return Answer(is_alive=False, what=str(why))
    except ssl.SSLError:
        return Answer(is_alive=False, what=_("Sertifikatet kan ikke godtas"))
    except TimeoutError:
        return Answer(is_alive=False, what=_("Svarte ikke i tide"))
    except (OSError, http.client.HTTPException, ValueError) as problem:
        return Answer(is_alive=False, what=type(problem).__name__[:100])
    return Answer(is_alive=False, what=_("Sender videre i ring"))


def _ask(url: str, method: str) -> tuple[int, str]:
    """One request: the status, and where it sends us on to."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Unreachable(_("Er ikke en vanlig nettadresse"))
    is_https = parts.scheme == "https"
    port = parts.port or (443 if is_https else 80)
    address = _open_address(parts.hostname, port)
    connection: http.client.HTTPConnection = (PinnedHTTPS if is_https else PinnedHTTP)(
        parts.hostname, port, timeout=TIMEOUT_SECONDS
    )
    connection.pinned_to = address  # type: ignore[attr-defined]
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=?~-._')}" if parts.query else ""
    # A host that answers a letter a second is not waited for.
    patience = threading.Timer(MOST_SECONDS, _cut, [connection])
    patience.daemon = True
    patience.start()
    try:
        connection.request(
            method,
            path + query,
            headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Connection": "close"},
        )
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        patience.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a connection that somebody else is reading from."""
    with contextlib.suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)


def _open_address(host: str, port: int) -> str:
    """The first address of `host`, when all its addresses are on the open net. Raises Unreachable."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise Unreachable(_("Navnet finnes ikke på nettet")) from None
    addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    is_local_too = [
        any(
            address in network
            for network in map(ipaddress.ip_network, settings.KE_LINK_CHECK_ALSO_REACHES)
        )
        for address in addresses
    ]
    if all(is_local_too):
        return str(addresses[0])
    if port not in PORTS or not all(map(_is_open, addresses)):
        raise Unreachable(_("Fører ikke ut på det åpne nettet"))
    return str(addresses[0])


def _is_open(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    inside = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return bool(inside.is_global and not inside.is_multicast)


class PinnedHTTP(http.client.HTTPConnection):
    """Connects to the address that was looked at, whatever the name means a moment later."""

    pinned_to = ""

    def connect(self) -> None:
        self.sock = socket.create_connection((self.pinned_to, self.port), self.timeout)


class PinnedHTTPS(http.client.HTTPSConnection):
    """The same, with the certificate checked against the name."""

    pinned_to = ""

    def connect(self) -> None:
        plain = socket.create_connection((self.pinned_to, self.port), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
