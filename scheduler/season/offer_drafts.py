"""Offers as they were filled in, to change them or to make others like them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Offer, OfferBlock, OfferLocation
from scheduler.season.offers import OfferDraft

_LISTS: Final = frozenset({"blocks", "locations"})
_MOST_LETTERS: Final = 4
_COPY: Final = "{title} (kopie)"


def drafts_of(
    session: Session, season_id: int, numbers: Collection[int]
) -> Mapping[int, OfferDraft]:
    """Number → the offer as it was last saved; numbers that the season does not have are left out.

    Blocks and locations stand in their order.
    """
    wanted = (Offer.season_id == season_id, Offer.id.in_(numbers))
    rows = session.scalars(select(Offer).where(*wanted).order_by(Offer.id)).all()
    blocks: dict[int, list[int]] = {row.id: [] for row in rows}
    locations: dict[int, list[int]] = {row.id: [] for row in rows}
    for offer_id, number in session.execute(
        select(OfferBlock.offer_id, OfferBlock.block_id)
        .where(OfferBlock.offer_id.in_(blocks))
        .order_by(OfferBlock.id)
    ):
        blocks[offer_id].append(number)
    for offer_id, number in session.execute(
        select(OfferLocation.offer_id, OfferLocation.location_id)
        .where(OfferLocation.offer_id.in_(locations))
        .order_by(OfferLocation.id)
    ):
        locations[offer_id].append(number)
    return {
        row.id: OfferDraft(
            **{
                each.name: getattr(row, each.name)
                for each in fields(OfferDraft)
                if each.name not in _LISTS
            },
            blocks=tuple(blocks[row.id]),
            locations=tuple(locations[row.id]),
        )
        for row in rows
    }


def copy_of(session: Session, season_id: int, draft: OfferDraft) -> OfferDraft:
    """The same again, with another title and a code that is free."""
    title = _COPY.format(title=draft.title)
    return replace(draft, title=title, code=free_code(session, season_id, draft.title))


def free_code(session: Session, season_id: int, title: str) -> str:
    """A short code for an offer with this title that no other offer of the season has.

    The first letters of its words (one word: its own first letters), with a number where there
    is one like it already.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().upper()
    words = "".join(each if each.isalnum() else " " for each in plain).split()
    start = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)
    start = start[:_MOST_LETTERS] or "A"
    taken = set(session.scalars(select(Offer.code).where(Offer.season_id == season_id)))
    number = 1
    while (code := f"{start}{number}") in taken:
        number += 1
    return code
