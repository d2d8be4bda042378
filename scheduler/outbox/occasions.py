"""What families, tutors and staff are told about: one class per kind of message.

Every text in here may hold any character. A child is named by its first name, in the body only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from models.enums import Channel, RefusalReason


@dataclass(frozen=True, kw_only=True)
class Slot:
    """An offer at a time and a place; what is not known is left out.

    `hours` are minutes after midnight, from and to.
    """

    offer: str
    where: str = ""
    first_day: date | None = None
    last_day: date | None = None
    hours: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Something to tell. `kind` names its template and its subject."""

    kind: ClassVar[str]

    way: ClassVar[Channel | None] = None
    """By which way it goes where somebody has that way, whatever way they chose."""

    def at_once(self, today: date) -> bool:  # noqa: ARG002  (others need the day)
        """Whether it goes out at any hour, on its own (R14)."""
        return False


@dataclass(frozen=True, kw_only=True)
class _AboutChild(Occasion):
    """About one child's request; `link` opens it on the web, `code` is the code on paper."""

    child: str
    link: str = ""
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Receipt(_AboutChild):
    """A request came in, by whatever way; the wishes in order, the dearest first."""

    kind: ClassVar[str] = "receipt"
    wishes: tuple[Slot, ...]
    results_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Changed(_AboutChild):
    """A request was changed; the wishes as they are now."""

    kind: ClassVar[str] = "changed"
    wishes: tuple[Slot, ...]


@dataclass(frozen=True, kw_only=True)
class Withdrawn(_AboutChild):
    """A request was withdrawn."""

    kind: ClassVar[str] = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Result(_AboutChild):
    """A plan was published: the places, and why each other wish was not granted."""

    kind: ClassVar[str] = "result"
    places: tuple[Slot, ...]
    refused: tuple[tuple[Slot, RefusalReason], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Promoted(_AboutChild):
    """A place came free, and is for the child that waited for it."""

    kind: ClassVar[str] = "promoted"
    place: Slot


@dataclass(frozen=True, kw_only=True)
class GivenBack(_AboutChild):
    """A place was given back."""

    kind: ClassVar[str] = "given_back"
    place: Slot


@dataclass(frozen=True, kw_only=True)
class Cancelled(Occasion):
    """A group does not go ahead. `next_day` is the first day that falls away.

    To a tutor without `child`. At once when it is today or tomorrow; the only news that is.
    """

    kind: ClassVar[str] = "cancelled"
    place: Slot
    next_day: date
    child: str = ""

    def at_once(self, today: date) -> bool:
        """Whether what falls away is today or tomorrow."""
        return today <= self.next_day <= today + timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class _Invitation(Occasion):
    """A link that lets somebody in, good until the end of `until`."""

    link: str
    until: date


@dataclass(frozen=True, kw_only=True)
class FamilyLink(_Invitation):
    """The link to their requests, for a family that asks for it and waits for it."""

    kind: ClassVar[str] = "family_link"
    way: ClassVar[Channel | None] = Channel.MAIL  # nobody can read out or type such an address

    def at_once(self, today: date) -> bool:  # noqa: ARG002
        """Yes: it answers what somebody does at this moment."""
        return True


@dataclass(frozen=True, kw_only=True)
class TutorInvitation(_Invitation):
    """A tutor's own link; `asked_for` by the tutor, who waits for it."""

    kind: ClassVar[str] = "tutor_invitation"
    asked_for: bool = False

    def at_once(self, today: date) -> bool:  # noqa: ARG002
        """Where it answers what somebody does at this moment."""
        return self.asked_for


@dataclass(frozen=True, kw_only=True)
class StaffInvitation(_Invitation):
    """An account was made for somebody."""

    kind: ClassVar[str] = "staff_invitation"


@dataclass(frozen=True, kw_only=True)
class NewPassword(_Invitation):
    """Somebody asks for a new password and waits for it."""

    kind: ClassVar[str] = "new_password"

    def at_once(self, today: date) -> bool:  # noqa: ARG002
        """Yes: it answers what somebody does at this moment."""
        return True


KINDS = (
    Receipt,
    Changed,
    Withdrawn,
    Result,
    Promoted,
    GivenBack,
    Cancelled,
    FamilyLink,
    TutorInvitation,
    StaffInvitation,
    NewPassword,
)
