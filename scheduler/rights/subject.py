"""What something is done to, as far as rights depend on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Numbers of rows; whoever may do something with their own only must own all of them.

    `organisers`: whose an offer is to be; None is the municipality itself.
    """

    offers: tuple[int, ...] = ()
    organisers: tuple[int | None, ...] = ()
    groups: tuple[int, ...] = ()
    children: tuple[int, ...] = ()
    contacts: tuple[int, ...] = ()
    tutors: tuple[int, ...] = ()
