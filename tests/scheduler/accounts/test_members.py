from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import (
    Account,
    Membership,
    MembershipOrganiser,
    Message,
    Municipality,
    Organiser,
    SignedLink,
)
from models.database import writing
from models.enums import StaffRole
from scheduler.accounts.invitations import invited
from scheduler.accounts.members import (
    Invited,
    MemberDraft,
    disable_account,
    enable_account,
    invite_again,
    invite_member,
    set_roles,
)
from scheduler.accounts.refusals import (
    HasEntered,
    IsDisabled,
    LastCoordinator,
    NoRole,
    NotAnAddress,
    OwnAccount,
    WhoseOffers,
    WorksElsewhere,
    WorksHere,
)
from scheduler.rights import NotHere, account

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
BASE = "https://zomer.example"
HASH = "$argon2id$of nobody"


class Place:
    """A municipality with a coordinator who can sign in, and an organiser."""

    def __init__(self, session: Session, slug: str) -> None:
        home = Municipality(slug=slug, name=slug)
        session.add(home)
        session.flush()
        self.id = home.id
        organiser = Organiser(municipality_id=home.id, name="Zon")
        session.add(organiser)
        session.flush()
        self.organiser = organiser.id
        self.coordinator = self.somebody(session, f"an@{slug}.example", StaffRole.COORDINATOR)

    def somebody(
        self, session: Session, email: str, role: StaffRole, password: str | None = HASH
    ) -> int:
        found = session.scalars(select(Account).where(Account.email == email)).one_or_none()
        if found is None:
            found = Account(email=email, name="", created_at=NOW, password_hash=password)
            session.add(found)
            session.flush()
        session.add(Membership(municipality_id=self.id, account_id=found.id, role=role))
        session.flush()
        return found.id

    def by(self, **more: Any) -> dict[str, Any]:
        return {
            "actor": account(self.coordinator),
            "municipality_id": self.id,
            "now": NOW,
            **more,
        }

    def roles(self, session: Session, number: int) -> set[StaffRole]:
        return set(
            session.scalars(
                select(Membership.role).where(
                    Membership.municipality_id == self.id, Membership.account_id == number
                )
            )
        )


@pytest.fixture
def towns(engine: Engine) -> Any:
    with writing(engine)() as session:
        yield session, Place(session, "here"), Place(session, "there")
        session.rollback()


def draft(**changes: Any) -> MemberDraft:
    return MemberDraft(**{"email": "bo@here.example", "roles": (StaffRole.PLANNER,), **changes})


def ask(session: Session, place: Place, **changes: Any) -> Invited:
    return invite_member(session, **place.by(member=draft(**changes), base_url=BASE))


def test_somebody_new_gets_an_account_a_mail_and_a_link_to_hand_over(towns: Any) -> None:
    session, here, _there = towns
    found = ask(session, here, email=" Bo@Here.example ", name=" Bo ", language="en")
    made = session.get_one(Account, found.account_id)
    assert (made.email, made.name, made.language) == ("bo@here.example", "Bo", "en")
    assert here.roles(session, made.id) == {StaffRole.PLANNER}
    assert found.is_mailed
    assert found.link is not None
    token = found.link.removeprefix(f"{BASE}/uitnodiging/")
    assert invited(session, token=token, now=NOW).id == made.id
    mail = session.scalars(select(Message)).one()
    assert (mail.kind, mail.recipient_address) == ("staff_invitation", "bo@here.example")
    assert found.link in mail.body_text


def test_an_organiser_works_for_organisers_of_here(towns: Any) -> None:
    session, here, there = towns
    organiser: Any = {"roles": (StaffRole.ORGANISER,)}
    with pytest.raises(WhoseOffers):
        ask(session, here, **organiser)
    with pytest.raises(NotHere):
        ask(session, here, organiser_ids=(here.organiser, there.organiser), **organiser)
    found = ask(session, here, organiser_ids=(here.organiser,), **organiser)
    theirs = (
        select(MembershipOrganiser.organiser_id)
        .join(Membership, Membership.id == MembershipOrganiser.membership_id)
        .where(Membership.account_id == found.account_id)
    )
    assert session.scalars(theirs).all() == [here.organiser]


def test_the_link_of_who_works_elsewhere_goes_by_mail_only(towns: Any) -> None:
    session, here, there = towns
    there.somebody(session, "bo@here.example", StaffRole.COORDINATOR, None)
    found = ask(session, here)
    assert (found.link, found.is_mailed) == (None, True)
    again = invite_again(session, **here.by(account_id=found.account_id, base_url=BASE))
    assert (again.link, again.is_mailed) == (None, True)


def test_who_can_sign_in_needs_no_invitation(towns: Any) -> None:
    session, here, there = towns
    number = there.somebody(session, "bo@here.example", StaffRole.READER)
    found = ask(session, here)
    assert found == Invited(number, None, is_mailed=False)
    assert session.scalars(select(Message)).all() == []
    with pytest.raises(HasEntered):
        invite_again(session, **here.by(account_id=number, base_url=BASE))


def test_what_cannot_be_invited_is_told(towns: Any) -> None:
    session, here, there = towns
    with pytest.raises(NotAnAddress):
        ask(session, here, email="bo")
    with pytest.raises(NoRole):
        ask(session, here, roles=())
    with pytest.raises(WorksHere):
        ask(session, here, email="an@here.example")
    number = there.somebody(session, "bo@here.example", StaffRole.READER)
    session.get_one(Account, number).disabled_at = NOW
    with pytest.raises(IsDisabled):
        ask(session, here)


def test_another_invitation_ends_the_first(towns: Any) -> None:
    session, here, _there = towns
    first = ask(session, here)
    second = invite_again(session, **here.by(account_id=first.account_id, base_url=BASE))
    assert second.link != first.link
    over = select(SignedLink.revoked_at).order_by(SignedLink.id)
    assert session.scalars(over).all() == [NOW, None]


def test_roles_are_exactly_those_given(towns: Any) -> None:
    session, here, _there = towns
    number = here.somebody(session, "bo@here.example", StaffRole.PLANNER)
    chosen: Any = here.by(account_id=number)
    roles = (StaffRole.DESK, StaffRole.ORGANISER)
    for organisers in ((here.organiser,), (here.organiser,)):
        set_roles(session, **chosen, roles=roles, organiser_ids=organisers)
        assert here.roles(session, number) == set(roles)
    set_roles(session, **chosen, roles=(), organiser_ids=())
    assert here.roles(session, number) == set()
    with pytest.raises(NotHere):
        set_roles(session, **chosen, roles=(StaffRole.DESK,), organiser_ids=())


def test_a_coordinator_who_can_sign_in_stays(towns: Any) -> None:
    session, here, _there = towns
    own = here.coordinator
    waiting = here.somebody(session, "bo@here.example", StaffRole.COORDINATOR, None)
    for number, refusal in ((own, OwnAccount), (waiting, None)):
        chosen = here.by(account_id=number, roles=(StaffRole.PLANNER,), organiser_ids=())
        if refusal is None:
            set_roles(session, **chosen)
        else:
            with pytest.raises(refusal):
                set_roles(session, **chosen)
            with pytest.raises(refusal):
                disable_account(session, **here.by(account_id=number))
    # Somebody else, who is coordinator by now, and the only other one cannot sign in.
    other = here.somebody(session, "cis@here.example", StaffRole.COORDINATOR)
    session.get_one(Account, other).password_hash = None
    as_other = here.by(account_id=own) | {"actor": account(other)}
    with pytest.raises(LastCoordinator):
        disable_account(session, **as_other)
    with pytest.raises(LastCoordinator):
        set_roles(session, **as_other, roles=(), organiser_ids=())
    session.get_one(Account, other).password_hash = HASH
    session.flush()
    disable_account(session, **as_other)
    assert session.get_one(Account, own).disabled_at == NOW


def test_who_is_disabled_is_out_until_enabled(towns: Any) -> None:
    session, here, there = towns
    found = ask(session, here)
    disable_account(session, **here.by(account_id=found.account_id))
    gone = session.get_one(Account, found.account_id)
    assert (gone.disabled_at, gone.signed_out_at) == (NOW, NOW)
    assert session.scalars(select(SignedLink.revoked_at)).all() == [NOW]
    with pytest.raises(IsDisabled):
        invite_again(session, **here.by(account_id=found.account_id, base_url=BASE))
    enable_account(session, **here.by(account_id=found.account_id))
    assert gone.disabled_at is None
    there.somebody(session, "bo@here.example", StaffRole.READER)
    for verb in (disable_account, enable_account):
        with pytest.raises(WorksElsewhere):
            verb(session, **here.by(account_id=found.account_id))
        with pytest.raises(NotHere):
            verb(session, **here.by(account_id=there.coordinator))
