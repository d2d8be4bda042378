"""One broken promise of the contract, named so that a planner can find it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Violation:
    """One place where a plan departs from the contract.

    `rule` is the number of the section of the contract ("3.4", "4", "6"; "3" where the parts of
    a plan do not fit together). `subject` names the ids it is about, separated by blanks. The
    details say in one plain sentence what is wrong, in Dutch and in English.
    """

    rule: str
    subject: str
    detail_nl: str
    detail_en: str
