"""Where the preview listens, and under which names it answers there."""

from __future__ import annotations

import errno
import ipaddress
import re
import socket
from contextlib import suppress
from dataclasses import dataclass

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?")


class CannotListen(Exception):
    """A host or port at which the preview cannot listen; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Door:
    """A socket that listens, and the host it was opened for."""

    host: str
    socket: socket.socket

    @property
    def port(self) -> int:
        """The port, also where any free one was asked for."""
        return int(self.socket.getsockname()[1])

    @property
    def address(self) -> str:
        """The address of the front page, for a browser on this machine."""
        return f"http://{'127.0.0.1' if self._ip.is_unspecified else _bracketed(self.host)}:{self.port}/"

    @property
    def public(self) -> bool:
        """Whether other machines can reach it."""
        return not self._ip.is_loopback

    def knows(self, host: str) -> bool:
        """Whether a `Host` header (RFC 9110, 7.2) names this door.

        Somebody else's name may be made to lead here, so that their page could read ours (DNS rebinding): names other than
        our own are not answered. An address in numbers cannot be made to, so it will do where all are listened at.
        """
        found = _HOST.fullmatch(host.lower())
        if not found or int(found[2] or 80) != self.port:
            return False
        own = {"127.0.0.1", "localhost", "[::1]", _bracketed(self.host).lower()}
        return found[1] in own or (self._ip.is_unspecified and _is_ip(found[1]))

    @property
    def _ip(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
        return ipaddress.ip_address(self.socket.getsockname()[0])


def open_door(host: str, port: int) -> Door:
    """Listen at a host and port (0: any free one). Raises `CannotListen`."""
    try:
        return Door(host, _listening(host, port))
    except (OSError, UnicodeError) as error:
        raise CannotListen(_why(host, port, error)) from error


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    address = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)[0][4]
    listening = socket.create_server((str(address[0]), port), family=family, backlog=128)
    listening.settimeout(0)
    return listening


def _why(host: str, port: int, error: OSError | UnicodeError) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"port {port} is taken, perhaps by another preview; try --port {_free(host, port)}"
    if number == errno.EACCES:
        return f"port {port} is kept for the system; try --port 8000"
    if number == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror | UnicodeError):
        return f"this machine has no address '{host}'; leave out --host to use 127.0.0.1"
    return f"cannot listen at '{host}', port {port}: {error}"


def _free(host: str, taken: int) -> int:
    """A free port near a taken one, or 0, which asks the system for any."""
    for port in range(taken + 1, min(taken + 50, 65536)):
        with suppress(OSError), _listening(host, port):
            return port
    return 0


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
