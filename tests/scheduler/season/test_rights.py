from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import AuditEntry
from models.database import writing
from scheduler import season as season_package
from scheduler.rights import RIGHTS, Actor, NotAllowed, NotHere, Own, Role, account, contact, tutor
from scheduler.rights.refusal import Refusal
from scheduler.season.refusals import NoSuchCode
from scheduler.season.registry import VERBS
from tests.scheduler.accounts.calls import OF_MUNICIPALITY
from tests.scheduler.season.calls import CALLS, arguments
from tests.scheduler.season.conftest import Towns
from tests.scheduler.season.town import NOW, Town, set_phase

HOUSE = Path(__file__).resolve().parents[3]
WITHOUT_LINE = {"look_back"}
"""A line would tell which family answered, and when."""

WITHOUT_SEASON = {"add_season", "import_season", *OF_MUNICIPALITY}


@contextmanager
def undone(towns: Towns, verb: str) -> Iterator[Session]:
    """A session in which the seasons are in the verb's phase; nothing of it stays."""
    with writing(towns.engine)() as session:
        for town in (towns.here, towns.there):
            set_phase(session, town, CALLS[verb].phase)
        yield session
        session.rollback()


def call(session: Session, town: Town, verb: str, actor: Actor) -> object:
    own = arguments(session, town, verb, actor)
    return VERBS[verb](session, actor=actor, now=NOW, **own)


def answer(towns: Towns, verb: str, actor: Actor) -> str:
    """What a verb says to somebody: "done", or the kind of refusal."""
    with undone(towns, verb) as session:
        try:
            call(session, towns.here, verb, actor)
        except (NotAllowed, NotHere) as refusal:
            return type(refusal).__name__
        return "done"


def test_every_verb_has_rights_and_a_call_and_is_registered() -> None:
    assert list(VERBS) == list(RIGHTS)
    assert set(CALLS) == set(VERBS)


def test_every_function_that_takes_an_actor_is_a_verb() -> None:
    scheduler = Path(str(season_package.__file__)).parents[1]
    rooms = [room for room in scheduler.iterdir() if room.is_dir() and room.name != "rights"]
    found = {
        line.split("(")[0].removeprefix("def ")
        for room in rooms
        for path in room.glob("*.py")
        for text in path.read_text(encoding="utf-8").split("\n\n\n")
        if (start := text.find("\ndef ")) >= 0 or text.startswith("def ")
        for line in [text[start + 1 :].split(":\n")[0]]
        if "*, actor: Actor" in " ".join(line.split()) and not line.startswith("def _")
    }
    assert found == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_each_role_may_exactly_what_the_table_says(towns: Towns, verb: str) -> None:
    answers = {role: answer(towns, verb, towns.here.actor(role)) for role in Role}
    refused = dict.fromkeys(Role, "NotAllowed")
    if verb in WITHOUT_SEASON:
        # Families and tutors are of a season, so of no municipality as such.
        refused |= {Role.FAMILY: "NotHere", Role.TUTOR: "NotHere"}
    assert answers == {role: "done" if role in RIGHTS[verb] else refused[role] for role in Role}


OTHERS = {
    Role.ORGANISER: lambda town: account(town.accounts["other_organiser"]),
    Role.FAMILY: lambda town: contact(town.other_contact),
    Role.TUTOR: lambda town: tutor(town.other_tutor),
}


@pytest.mark.parametrize(
    ("verb", "role"),
    [(v, r) for v, rights in RIGHTS.items() for r, own in rights.items() if own is not Own.ALL],
)
def test_what_is_somebody_elses_is_not_for_them(towns: Towns, verb: str, role: Role) -> None:
    actor = OTHERS[role](towns.here)
    if verb == "ask":
        # Asking for oneself is for everybody; in another's name it is not.
        with undone(towns, verb) as session:
            own = arguments(session, towns.here, verb, actor)
            with pytest.raises(NotAllowed):
                VERBS[verb](session, actor=actor, now=NOW, **own)
        return
    assert answer(towns, verb, actor) == "NotAllowed"


@pytest.mark.parametrize("verb", VERBS)
def test_who_does_not_work_here_finds_nothing(towns: Towns, verb: str) -> None:
    assert answer(towns, verb, account(towns.here.accounts["nobody"])) == "NotHere"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_writes_one_line_in_the_audit_but_one(towns: Towns, verb: str) -> None:
    role = next(iter(RIGHTS[verb]))
    actor = towns.here.actor(role)
    with undone(towns, verb) as session:
        before = session.scalar(select(func.max(AuditEntry.id)))
        call(session, towns.here, verb, actor)
        session.flush()
        lines = session.execute(
            select(AuditEntry.verb, AuditEntry.actor_kind, AuditEntry.actor_id, AuditEntry.at)
            .where(AuditEntry.id > before, AuditEntry.verb != "promoted")
            .order_by(AuditEntry.id)
        ).all()
    if verb in WITHOUT_LINE:
        assert lines == []
        return
    # Who was unknown is a contact, or a tutor, by then.
    known = tutor(towns.here.tutor) if "tutor" in verb else contact(towns.here.contact)
    who = actor if actor.kind else known
    assert [tuple(line) for line in lines] == [(verb, who.kind, who.id, NOW)]


class _Mixed(Town):
    """A town of which some numbers are another's; notes whether any of these was asked for."""

    def mix(self, here: Town, there: Town, foreign: set[str]) -> _Mixed:
        self.__dict__.update(here.__dict__)
        self.__dict__["_foreign"] = {name: getattr(there, name) for name in foreign}
        self.__dict__["used"] = False
        return self

    def __getattribute__(self, name: str) -> Any:
        own = object.__getattribute__(self, "__dict__")
        if name in own.get("_foreign", {}):
            own["used"] = True
            return own["_foreign"][name]
        return object.__getattribute__(self, name)


_KEPT = {"accounts"}


@pytest.mark.parametrize("verb", [verb for verb in VERBS if set(RIGHTS[verb]) != {Role.ANYONE}])
def test_nothing_of_another_municipality_can_be_named(towns: Towns, verb: str) -> None:
    """Whatever of another municipality a call names, it is refused, by random choice of what."""
    chance = random.Random(verb)
    names = [each.name for each in fields(Town) if each.name not in _KEPT]
    roles = [role for role in RIGHTS[verb] if role not in {Role.SYSTEM, Role.ANYONE}]
    tried = 0
    for attempt in range(9):
        role = chance.choice(roles)
        foreign = {name for name in names if chance.random() < (0.15, 0.5, 1.0)[attempt % 3]}
        actor = towns.here.actor(role)
        town = _Mixed(towns.here.municipality).mix(towns.here, towns.there, foreign)
        with undone(towns, verb) as session:
            town.__dict__["used"] = False
            own = arguments(session, town, verb, actor)
            if not town.__dict__["used"]:
                continue
            tried += 1
            with pytest.raises((NotHere, NotAllowed, NoSuchCode)):
                VERBS[verb](session, actor=actor, now=NOW, **own)
    assert tried > 0


@pytest.mark.parametrize("verb", VERBS)
def test_the_clock_and_who_is_unknown_stay_within_one_season(towns: Towns, verb: str) -> None:
    for role in RIGHTS[verb].keys() & {Role.SYSTEM, Role.ANYONE}:
        actor = towns.here.actor(role)
        with undone(towns, verb) as session:
            own = arguments(session, towns.there, verb, actor) | {"season_id": towns.here.season}
            if verb not in {"promote", "ask"}:
                continue
            with pytest.raises(NotHere):
                VERBS[verb](session, actor=actor, now=NOW, **own)


def test_the_documented_table_is_the_one_in_use() -> None:
    lines = (HOUSE / "docs" / "rights.md").read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("|")
    ]
    assert rows[0] == ["verb", *(role.value for role in Role)]
    shown = {row[0].strip("`"): row[1:] for row in rows[2:]}
    assert shown == {
        verb: [rights[role].value if role in rights else "" for role in Role]
        for verb, rights in RIGHTS.items()
    }


def test_every_refusal_has_a_sentence_in_both_languages() -> None:
    kinds = [Refusal]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    texts = [kind.text for kind in kinds[1:]]
    assert all(text.nl.endswith((".", "}", "?")) and text.en for text in texts)
    assert len(set(texts)) == len(texts)
    assert str(NotAllowed()) == "NotAllowed"
