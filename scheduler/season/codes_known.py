"""Codes that people fill in, held against the reference lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from data.nearest import Nearest
from scheduler.season.refusals import UnknownCode


def known(field: str, codes: Iterable[str], allowed: Collection[str]) -> None:
    """Nothing, if all codes are allowed.

    Raises:
        UnknownCode: one is not, with the nearest that is.
    """
    for code in codes:
        if code not in allowed:
            raise UnknownCode(field=field, code=code, near=Nearest(allowed).to(code))
