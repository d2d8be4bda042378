"""Addresses of mail, web and machines: whether they can be one, and where they lead."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

_EMAIL = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\]+\.[^@\s.<>\"(),:;\\]+")


def checked_email(text: str) -> str:
    """The address as it is.

    Raises:
        ValueError: it cannot be an e-mail address.
    """
    if not _EMAIL.fullmatch(text) or len(text) > 254:
        raise ValueError("not an e-mail address")
    return text


def checked_web_address(text: str) -> str:
    """The address without a slash at its end.

    Raises:
        ValueError: it is not http or https with a host, or holds a password, query or fragment.
    """
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not a web address")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("more than an address")
    _ = parts.port  # a ValueError where it is no port
    return text.rstrip("/")


def stays_here(host: str | None) -> bool:
    """Whether what is sent to this host never leaves this machine. None: a local socket."""
    if host is None or host.startswith("/") or host.lower() in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
