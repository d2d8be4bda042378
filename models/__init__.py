"""The season's rows in a database: typed tables, one file per concept.

Everything that is not of one municipality only (accounts, leases) says so in its docstring.
Sessions and migrations: `models/database.py`. Words that columns hold: `models/enums.py`.
"""

from models.account import Account, Membership, MembershipOrganiser
from models.address import Address
from models.answer_count import AnswerCount
from models.attendance import Attendance
from models.audit_entry import AuditEntry
from models.availability import AvailabilityWindow
from models.base import Base
from models.block import Block, BlockSession
from models.child import Child, ChildNeed, EmergencyContact
from models.contact import ChildContact, Contact
from models.group import Group, GroupTutor
from models.kept_word import KeptWord
from models.lease import Lease
from models.link import Link
from models.location import Location, Room
from models.logo import Logo
from models.message import Message
from models.municipality import Municipality
from models.offer import Offer, OfferBlock, OfferLocation
from models.organiser import Organiser
from models.pin import Pin, PinSet
from models.place import Place, Refusal
from models.plan_version import PlanVersion
from models.planning_run import PlanningRun
from models.proposal import Proposal
from models.request_draft import RequestDraft
from models.season import PhaseChange, Season
from models.season_change import SeasonChange
from models.signed_link import SignedLink
from models.snapshot import Snapshot
from models.travel_time import TravelTime
from models.tutor import Tutor
from models.waiting_list import WaitingEntry
from models.wish import Wish

__all__ = [
    "Account",
    "Address",
    "AnswerCount",
    "Attendance",
    "AuditEntry",
    "AvailabilityWindow",
    "Base",
    "Block",
    "BlockSession",
    "Child",
    "ChildContact",
    "ChildNeed",
    "Contact",
    "EmergencyContact",
    "Group",
    "GroupTutor",
    "KeptWord",
    "Lease",
    "Link",
    "Location",
    "Logo",
    "Membership",
    "MembershipOrganiser",
    "Message",
    "Municipality",
    "Offer",
    "OfferBlock",
    "OfferLocation",
    "Organiser",
    "PhaseChange",
    "Pin",
    "PinSet",
    "Place",
    "PlanVersion",
    "PlanningRun",
    "Proposal",
    "Refusal",
    "RequestDraft",
    "Room",
    "Season",
    "SeasonChange",
    "SignedLink",
    "Snapshot",
    "TravelTime",
    "Tutor",
    "WaitingEntry",
    "Wish",
]
