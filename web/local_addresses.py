"""Addresses that lead back into this site."""

from __future__ import annotations

import re
from typing import Final

_LOCAL: Final = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def local_address(given: str, otherwise: str = "/") -> str:
    """The address if it stays on this site, else another one.

    What begins with two slashes, or holds what browsers take for one, leads elsewhere.
    """
    return given if _LOCAL.fullmatch(given) else otherwise
