from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from models import (
    Account,
    AuditEntry,
    Membership,
    MembershipOrganiser,
    Municipality,
    Organiser,
    SignedLink,
)
from models.database import writing
from models.enums import ActorKind, StaffRole
from models.violated import violated
from scheduler.accounts.accounts import (
    NewAccount,
    NoSuchOrganiser,
    RoleAt,
    add_account,
    find_account,
    give_role,
    organisers_named,
)
from scheduler.accounts.invitations import InvitationOver, accept, invite, invited
from scheduler.accounts.municipalities import (
    NoSuchMunicipality,
    add_municipality,
    find_municipality,
    slug_of,
)

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
HASH = "$argon2id$v=19$…"


@pytest.fixture
def home(engine: Engine) -> Municipality:
    with writing(engine).begin() as session:
        return add_municipality(session, nis="44021")


@pytest.fixture
def account(engine: Engine, home: Municipality) -> Account:
    with writing(engine).begin() as session:
        return add_account(session, NewAccount(email=" An@Gemeente.Example", name=" An "), now=NOW)


def test_an_account_is_kept_in_small_letters(engine: Engine, account: Account) -> None:
    assert (account.email, account.name, account.created_at) == ("an@gemeente.example", "An", NOW)
    with writing(engine)() as session:
        found = find_account(session, "AN@gemeente.example")
        assert found is not None
        assert found.id == account.id
        assert find_account(session, "wim@gemeente.example") is None


def test_an_address_has_one_account(engine: Engine, account: Account) -> None:
    with pytest.raises(IntegrityError) as raised, writing(engine).begin() as session:
        add_account(session, NewAccount(email="an@GEMEENTE.example"), now=NOW)
    assert violated(raised.value) == "uq_account_email"


@pytest.mark.parametrize("email", ["an", "an@gemeente", "a n@b.example", "a@b@c.example", ""])
def test_what_is_no_address_gets_no_account(engine: Engine, email: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail"), writing(engine).begin() as session:
        add_account(session, NewAccount(email=email), now=NOW)


def test_a_new_account_does_not_show_its_hash() -> None:
    assert "argon" not in repr(NewAccount(email="a@b.example", password_hash=HASH))


def test_a_role_is_given_once_and_noted(
    engine: Engine, home: Municipality, account: Account
) -> None:
    given = RoleAt(municipality_id=home.id, role=StaffRole.PLANNER)
    with writing(engine).begin() as session:
        assert give_role(session, account, given, now=NOW, actor_id=None) is True
        assert give_role(session, account, given, now=NOW, actor_id=None) is False
    with writing(engine)() as session:
        (membership,) = session.scalars(select(Membership)).all()
        assert (membership.account_id, membership.municipality_id, membership.role) == (
            account.id,
            home.id,
            StaffRole.PLANNER,
        )
        (entry,) = session.scalars(select(AuditEntry)).all()
        assert (entry.verb, entry.subject_kind, entry.subject_id, entry.actor_kind) == (
            "role_given",
            "account",
            account.id,
            ActorKind.SYSTEM,
        )


def test_an_organiser_sees_only_what_was_named(
    engine: Engine, home: Municipality, account: Account
) -> None:
    with writing(engine).begin() as session:
        other = add_municipality(session, nis="11002")
        one, two = (Organiser(municipality_id=home.id, name=name) for name in ("Zon", "Maan"))
        session.add_all([one, two, Organiser(municipality_id=other.id, name="Ster")])
        session.flush()
        named = organisers_named(session, municipality_id=home.id, names=["Zon"])
        assert named == (one.id,)
        with pytest.raises(NoSuchOrganiser) as raised:
            organisers_named(session, municipality_id=home.id, names=["Man"])
        assert (raised.value.name, raised.value.near) == ("Man", "Maan")
        with pytest.raises(NoSuchOrganiser):
            organisers_named(session, municipality_id=home.id, names=["Ster"])
        first = RoleAt(municipality_id=home.id, role=StaffRole.ORGANISER, organiser_ids=named)
        more = RoleAt(
            municipality_id=home.id, role=StaffRole.ORGANISER, organiser_ids=(one.id, two.id)
        )
        given = [
            give_role(session, account, each, now=NOW, actor_id=account.id)
            for each in (first, first, more, more)
        ]
        assert given == [True, False, True, False]
        seen = session.scalars(
            select(MembershipOrganiser.organiser_id).order_by(MembershipOrganiser.organiser_id)
        )
        assert seen.all() == [one.id, two.id]
        entries = session.scalars(select(AuditEntry)).all()
        assert [entry.actor_id for entry in entries] == [account.id, account.id]


def test_an_invitation_is_good_once(engine: Engine, home: Municipality, account: Account) -> None:
    with writing(engine).begin() as session:
        made = invite(session, account=account, municipality_id=home.id, now=NOW)
    assert made.expires_at == NOW + timedelta(days=7)
    assert made.link("https://zomer.example") == f"https://zomer.example/uitnodiging/{made.token}"
    assert made.token not in repr(made)
    with writing(engine)() as session:
        (link,) = session.scalars(select(SignedLink)).all()
        assert link.token_hash == sha256(made.token.encode()).hexdigest()
    with writing(engine).begin() as session:
        assert invited(session, token=made.token, now=NOW).id == account.id
        assert invited(session, token=made.token, now=NOW).id == account.id
        done = accept(session, token=made.token, password_hash=HASH, now=NOW)
        assert (done.id, done.password_hash, done.signed_out_at) == (account.id, HASH, NOW)
    with writing(engine).begin() as session, pytest.raises(InvitationOver):
        accept(session, token=made.token, password_hash=HASH, now=NOW)


def test_an_invitation_ends(engine: Engine, home: Municipality, account: Account) -> None:
    with writing(engine).begin() as session:
        old = invite(session, account=account, municipality_id=home.id, now=NOW)
        new = invite(session, account=account, municipality_id=home.id, now=NOW)
    week = timedelta(days=7)
    with writing(engine).begin() as session:
        for token, at in (
            (old.token, NOW),
            (new.token, NOW + week),
            (new.token + "x", NOW),
            ("", NOW),
        ):
            with pytest.raises(InvitationOver):
                invited(session, token=token, now=at)
        assert invited(session, token=new.token, now=NOW + week - timedelta(seconds=1))


def test_who_was_disabled_is_not_invited(
    engine: Engine, home: Municipality, account: Account
) -> None:
    with writing(engine).begin() as session:
        made = invite(session, account=account, municipality_id=home.id, now=NOW)
        session.get_one(Account, account.id).disabled_at = NOW
    with writing(engine).begin() as session, pytest.raises(InvitationOver):
        accept(session, token=made.token, password_hash=HASH, now=NOW)


def test_of_many_who_come_at_once_one_is_let_in(
    engine: Engine, home: Municipality, account: Account
) -> None:
    with writing(engine).begin() as session:
        made = invite(session, account=account, municipality_id=home.id, now=NOW)

    def come(number: int) -> bool:
        try:
            with writing(engine).begin() as session:
                accept(session, token=made.token, password_hash=f"{HASH}{number}", now=NOW)
        except InvitationOver:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(come, range(8))) == 1


def test_a_municipality_is_called_as_in_the_list(home: Municipality) -> None:
    assert (home.nis, home.name, home.slug, home.languages) == ("44021", "Gent", "gent", ("nl",))


def test_a_municipality_is_there_once(engine: Engine, home: Municipality) -> None:
    with pytest.raises(IntegrityError) as raised, writing(engine).begin() as session:
        add_municipality(session, nis="44021", name="Stad Gent")
    assert violated(raised.value) == "uq_municipality_nis"


@pytest.mark.parametrize(("nis", "near"), [("Gent", "44021"), ("44O21", "44021"), ("?", "")])
def test_a_code_must_be_in_the_list(engine: Engine, nis: str, near: str) -> None:
    with writing(engine).begin() as session, pytest.raises(NoSuchMunicipality) as raised:
        add_municipality(session, nis=nis)
    assert (raised.value.word, raised.value.near) == (nis, near)


def test_a_municipality_is_found_by_any_of_its_names(engine: Engine, home: Municipality) -> None:
    with writing(engine).begin() as session:
        found = [find_municipality(session, word).id for word in ("44021", "GENT", " gent ")]
        assert found == [home.id] * 3
        with pytest.raises(NoSuchMunicipality) as raised:
            find_municipality(session, "Gnet")
    assert raised.value.near == "Gent"


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Sint-Genesius-Rode", "sint-genesius-rode"), ("Zoë’s Dorp ", "zoes-dorp"), ("…", "")],
)
def test_names_in_addresses(name: str, slug: str) -> None:
    assert slug_of(name) == slug
