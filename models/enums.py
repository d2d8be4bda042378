"""The words that columns may hold. The database refuses every other word."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """Where a season stands, in this order."""

    DRAFT = "draft"
    OFFER_PUBLISHED = "offer_published"
    WISHES_OPEN = "wishes_open"
    CLOSED = "closed"
    PLANNED = "planned"
    PUBLISHED = "published"
    RUNNING = "running"
    ARCHIVED = "archived"


class DrawPolicy(StrEnum):
    """How places are given out (contract, sections 4 and 5)."""

    BEST = "best"
    DRAW = "draw"


class OfferKind(StrEnum):
    """What kind of offer it is; both are planned alike."""

    PROGRAMME = "programme"
    TUTORING = "tutoring"


class OfferStatus(StrEnum):
    """Who sees an offer: its makers, everybody, or nobody new."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class TravelMode(StrEnum):
    """How somebody travels (contract, section 2)."""

    FOOT = "foot"
    BIKE = "bike"
    TRANSIT = "transit"
    CAR = "car"


class TutorRole(StrEnum):
    """What a tutor does in a group."""

    LEAD = "lead"
    ASSISTANT = "assistant"


class LinkKind(StrEnum):
    """What two linked children share (contract, 3.8)."""

    SAME_GROUP = "same_group"
    SAME_SITE = "same_site"


class ContactRole(StrEnum):
    """Who somebody is to a child: whoever brings it up, without asking for a blood tie."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    FOSTER_PARENT = "foster_parent"
    FAMILY = "family"
    MYSELF = "myself"
    OTHER = "other"


class Channel(StrEnum):
    """How somebody is reached."""

    MAIL = "mail"
    PHONE = "phone"
    LETTER = "letter"


class RequestOrigin(StrEnum):
    """How a request came in. It never counts in a plan."""

    WEB = "web"
    PAPER = "paper"
    DATASET = "dataset"


class RunStatus(StrEnum):
    """Where a planning run stands; the last three are final."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class RunKind(StrEnum):
    """What a run is to find: a plan, or what would help most beside a plan that is there."""

    PLAN = "plan"
    ADVICE = "advice"


class PlaceStatus(StrEnum):
    """Whether a child still has its place."""

    HELD = "held"
    GIVEN_BACK = "given_back"


class WaitingStatus(StrEnum):
    """Where somebody on a waiting list stands."""

    WAITING = "waiting"
    PROMOTED = "promoted"
    LEFT = "left"


class RefusalReason(StrEnum):
    """Why a wish was not granted (contract, section 6)."""

    SATISFIED_ELSEWHERE = "satisfied_elsewhere"
    AGE = "age"
    NOT_AVAILABLE = "not_available"
    TOO_FAR = "too_far"
    NEED_NOT_MET = "need_not_met"
    CLOSED_BY_PLANNER = "closed_by_planner"
    FULL = "full"
    NO_TUTOR = "no_tutor"
    NO_ROOM = "no_room"
    BUDGET = "budget"
    TOO_FEW = "too_few"
    LINKED = "linked"
    TRADED = "traded"


class StaffRole(StrEnum):
    """What an account may do for a municipality."""

    COORDINATOR = "coordinator"
    PLANNER = "planner"
    DESK = "desk"
    ORGANISER = "organiser"
    READER = "reader"


class LinkPurpose(StrEnum):
    """What a signed link, or the short code on paper, opens."""

    FAMILY = "family"
    RESUME = "resume"
    TUTOR = "tutor"
    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"  # noqa: S105  (a purpose, not a password)


class Question(StrEnum):
    """What families may tell afterwards, in this order."""

    HOW_WAS_IT = "how_was_it"
    COME_AGAIN = "come_again"
    GETTING_THERE = "getting_there"
    KNEW_ENOUGH = "knew_enough"


class Answer(StrEnum):
    """What they may answer; each question takes some of these."""

    VERY_NICE = "very_nice"
    NICE = "nice"
    SO_SO = "so_so"
    NOT_NICE = "not_nice"
    YES = "yes"
    PERHAPS = "perhaps"
    SOMEWHAT = "somewhat"
    NO = "no"


class ActorKind(StrEnum):
    """Who did something."""

    ACCOUNT = "account"
    CONTACT = "contact"
    TUTOR = "tutor"
    SYSTEM = "system"
