"""Connections to public addresses only, whatever a name resolves to and wherever a redirect leads."""

import ipaddress
import socket
from typing import Any

import httpx


class ForbiddenAddress(Exception):
    """A name leads into a private network; the message says which."""


class GuardedTransport(httpx.BaseTransport):
    """Resolves each name once, checks every address, and connects to the one that was checked.

    Redirects come through here too, since each is a request of its own. The name stays in the
    `Host` header and in TLS, so certificates are checked against it.
    """

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpx.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        address = self._checked_address(host, request.url.port or 443)
        extensions: dict[str, Any] = {**request.extensions, "sni_hostname": host}
        direct = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions=extensions,
        )
        return self._inner.handle_request(direct)

    def close(self) -> None:
        self._inner.close()

    def _checked_address(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise httpx.ConnectError(f"there is no host {host[:100]!r}") from None
        addresses = [str(entry[4][0]).split("%")[0] for entry in found]
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise ForbiddenAddress(f"{host[:100]!r} leads to the private address {address}")
        return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, also where one is written inside another."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast
