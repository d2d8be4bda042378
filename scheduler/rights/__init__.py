"""Who may do what: the rights as data (`table.py`), and the one place that asks them.

`docs/rights.md` is the same table for people; a test compares the two.
"""

from scheduler.rights.actor import ANYONE, SYSTEM, Actor, account, contact, tutor
from scheduler.rights.admitting import Admitted, admit, admit_to_municipality
from scheduler.rights.refusals import NotAllowed, NotHere
from scheduler.rights.role import Own, Role
from scheduler.rights.subject import Subject
from scheduler.rights.table import RIGHTS

__all__ = [
    "ANYONE",
    "RIGHTS",
    "SYSTEM",
    "Actor",
    "Admitted",
    "NotAllowed",
    "NotHere",
    "Own",
    "Role",
    "Subject",
    "account",
    "admit",
    "admit_to_municipality",
    "contact",
    "tutor",
]
