from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Offer, OfferBlock
from models.database import reading, writing
from models.enums import OfferKind, OfferStatus, Phase
from models.offer import ACCESS_FACTS
from scheduler.rights import NotAllowed, NotHere, Role, account
from scheduler.season.offers import (
    add_offer,
    edit_offer,
    publish_offer,
    remove_offer,
    withdraw_offer,
)
from scheduler.season.refusals import (
    BrokenRule,
    ChangedMeanwhile,
    FactsMissing,
    StillUsed,
    UnknownCode,
    WrongPhase,
)
from tests.scheduler.season.town import NOW, Town, offer_draft, set_phase


def by(town: Town, role: Role = Role.PLANNER) -> dict[str, Any]:
    return {"actor": town.actor(role), "season_id": town.season, "now": NOW}


def test_an_offer_without_facts_is_not_published_and_the_sentence_names_them(
    session: Session, here: Town
) -> None:
    empty = dict.fromkeys(ACCESS_FACTS)
    number = add_offer(session, **by(here), offer=offer_draft(here, "leeg", **empty, blocks=()))
    with pytest.raises(FactsMissing) as refused:
        publish_offer(session, **by(here), offer_id=number, expected=1)
    assert refused.value.facts == (*ACCESS_FACTS, "blocks")
    assert refused.value.sentence("nl") == (
        "Aanbod leeg kan nog niet gepubliceerd worden. Vul eerst in: toegang zonder trappen of"
        " niet, de prijs, de talen, hoe je er komt, opvang vooraf, opvang achteraf, wanneer het"
        " kan doorgaan."
    )
    assert session.get_one(Offer, number).status is OfferStatus.DRAFT


def test_help_with_learning_needs_a_goal_to_learn(session: Session, here: Town) -> None:
    play = {"kind": OfferKind.TUTORING, "goals": ("SPEL", "SPORT")}
    number = add_offer(session, **by(here), offer=offer_draft(here, "les", **play))
    with pytest.raises(FactsMissing) as refused:
        publish_offer(session, **by(here), offer_id=number, expected=1)
    assert refused.value.facts == ("goals",)
    learn = {"kind": OfferKind.TUTORING, "goals": ("SPEL", "BIJLES")}
    edited = edit_offer(
        session, **by(here), offer_id=number, expected=1, offer=offer_draft(here, "les", **learn)
    )
    publish_offer(session, **by(here), offer_id=number, expected=edited)
    assert session.get_one(Offer, number).published_at == NOW


def test_a_published_offer_keeps_its_facts(session: Session, here: Town) -> None:
    draft = offer_draft(here, "zingen", getting_there=None)
    with pytest.raises(BrokenRule) as refused:
        edit_offer(
            session,
            **by(here),
            offer_id=here.offer,
            expected=session.get_one(Offer, here.offer).version,
            offer=draft,
        )
    assert refused.value.rule == "ck_offer_access_facts"
    assert refused.value.sentence("en").endswith("what families are to know cannot become empty.")


def test_editing_saves_all_and_lists_in_their_order(session: Session, here: Town) -> None:
    draft = offer_draft(here, "bouwen", title=" Bouwen ", blocks=(here.other_block, here.block))
    assert edit_offer(session, **by(here), offer_id=here.draft_offer, expected=1, offer=draft) == 2
    offer = session.get_one(Offer, here.draft_offer)
    blocks = session.scalars(
        select(OfferBlock.block_id).where(OfferBlock.offer_id == offer.id).order_by(OfferBlock.id)
    ).all()
    assert (offer.title, offer.version, blocks) == (
        "Bouwen",
        2,
        [here.other_block, here.block],
    )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"goals": ("LO-NEDD",)}, UnknownCode),
        ({"spoken_languages": ("xx",)}, UnknownCode),
        ({"room_features": ("zwembad",)}, UnknownCode),
        ({"min_size": 9, "max_size": 3}, BrokenRule),
        ({"goals": ()}, BrokenRule),
        ({"title": " "}, BrokenRule),
        ({"blocks": (10**6,)}, NotHere),
        ({"locations": (10**6,)}, NotHere),
        ({"organiser_id": 10**6}, NotHere),
    ],
)
def test_what_cannot_be_is_refused(
    session: Session, here: Town, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        add_offer(session, **by(here), offer=offer_draft(here, "nieuw", **changes))


def test_an_unknown_code_tells_the_nearest(session: Session, here: Town) -> None:
    with pytest.raises(UnknownCode) as refused:
        add_offer(session, **by(here), offer=offer_draft(here, "nieuw", goals=("LO-NEDD",)))
    assert refused.value.near == "LO-NED"


def test_a_code_that_is_there_already_is_told_in_words(session: Session, here: Town) -> None:
    with pytest.raises(BrokenRule) as refused:
        add_offer(session, **by(here), offer=offer_draft(here, "zingen"))
    assert refused.value.sentence("nl") == "Dat kan niet: deze code is er al."


def test_what_is_wished_is_withdrawn_and_not_removed(session: Session, here: Town) -> None:
    version = session.get_one(Offer, here.offer).version
    with writing_undone(session), pytest.raises(StillUsed):
        remove_offer(session, **by(here), offer_id=here.offer, expected=version)
    withdraw_offer(session, **by(here), offer_id=here.offer, expected=version)
    assert session.get_one(Offer, here.offer).status is OfferStatus.WITHDRAWN


def writing_undone(session: Session) -> Any:
    """What goes wrong within leaves the session as it was."""
    return session.begin_nested()


def test_a_draft_is_removed_and_withdrawing_it_changes_nothing(
    session: Session, here: Town
) -> None:
    withdraw_offer(session, **by(here), offer_id=here.draft_offer, expected=1)
    assert session.get_one(Offer, here.draft_offer).status is OfferStatus.DRAFT
    remove_offer(session, **by(here), offer_id=here.draft_offer, expected=1)
    assert session.get(Offer, here.draft_offer) is None


def test_an_organiser_can_neither_take_nor_give_an_offer(session: Session, here: Town) -> None:
    mine = by(here, Role.ORGANISER)
    given = offer_draft(here, "bouwen", organiser_id=here.other_organiser)
    with pytest.raises(NotAllowed):
        edit_offer(session, **mine, offer_id=here.draft_offer, expected=1, offer=given)
    taken = offer_draft(here, "koken", organiser_id=here.organiser)
    with pytest.raises(NotAllowed):
        edit_offer(session, **mine, offer_id=here.other_offer, expected=2, offer=taken)
    with pytest.raises(NotAllowed):
        add_offer(session, **mine, offer=offer_draft(here, "x", organiser_id=None))


def test_nothing_is_added_when_the_season_is_over(session: Session, here: Town) -> None:
    set_phase(session, here, Phase.ARCHIVED)
    with pytest.raises(WrongPhase) as refused:
        add_offer(session, **by(here), offer=offer_draft(here, "nieuw"))
    assert refused.value.sentence("nl") == "Dat kan nu niet: deze zomer is afgelopen."


def test_who_comes_second_is_told_who_came_first_and_nothing_is_lost(
    engine: Engine, town: Town
) -> None:
    first, second = by(town, Role.COORDINATOR), by(town)
    with writing(engine).begin() as session:
        edit_offer(
            session,
            **first | {"now": NOW + timedelta(hours=1)},
            offer_id=town.draft_offer,
            expected=1,
            offer=offer_draft(town, "bouwen", title="Bouwen met hout"),
        )
    draft = offer_draft(town, "bouwen", title="Bouwen met klei")
    with writing(engine)() as session, pytest.raises(ChangedMeanwhile) as refused:
        edit_offer(session, **second, offer_id=town.draft_offer, expected=1, offer=draft)
    told = refused.value
    assert (told.version, told.by_id, told.at) == (
        2,
        town.accounts["coordinator"],
        NOW + timedelta(hours=1),
    )
    assert told.sentence("nl") == (
        "Collega coordinator heeft dit intussen gewijzigd (3 mei, 12.30)."
        " Wat jij invulde is nog niet bewaard."
    )
    assert "Collega" not in str(told)
    with reading(engine)() as session:
        assert session.get_one(Offer, town.draft_offer).title == "Bouwen met hout"


def test_of_two_at_the_same_moment_one_saves_and_one_is_told(engine: Engine, town: Town) -> None:
    start = threading.Barrier(2)

    def save(name: str) -> str:
        start.wait()
        actor = account(town.accounts[name])
        try:
            with writing(engine).begin() as session:
                edit_offer(
                    session,
                    actor=actor,
                    season_id=town.season,
                    offer_id=town.draft_offer,
                    expected=1,
                    offer=offer_draft(town, "bouwen", title=name),
                    now=NOW,
                )
        except ChangedMeanwhile as told:
            return f"told {told.by_id}"
        return name

    with ThreadPoolExecutor(2) as threads:
        said = set(threads.map(save, ("coordinator", "planner")))
    with reading(engine)() as session:
        saved = session.get_one(Offer, town.draft_offer).title
    assert said == {saved, f"told {town.accounts[saved]}"}
