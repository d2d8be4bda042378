"""Blocks of this season by the numbers that addresses and forms name; of others: not there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from string import ascii_uppercase
from typing import Final, NamedTuple

from flask import abort
from sqlalchemy import func, select

from models import Block, BlockSession, Group, Offer, OfferBlock, Wish
from scheduler.season.blocks import SessionDraft
from web.database import reading
from web.guarding import season as this_season

PATTERNS: Final = 11
"""How many patterns `blocks.css` has."""


class Mark(NamedTuple):
    """How a block is recognised on the calendar: its letters, and its pattern."""

    letters: str
    pattern: int


def block_here(number: int) -> Block:
    """A block of this season; else 404."""
    found = reading().scalar(
        select(Block).where(Block.season_id == this_season().id, Block.id == number)
    )
    if found is None:
        abort(404)
    return found


def blocks_here(numbers: Collection[int]) -> Sequence[Block]:
    """Blocks of this season; 404 if one of them is not there."""
    found = (
        reading()
        .scalars(
            select(Block)
            .where(Block.season_id == this_season().id, Block.id.in_(numbers))
            .order_by(Block.code)
        )
        .all()
    )
    if len(found) != len(set(numbers)):
        abort(404)
    return found


def sessions_here(blocks: Collection[int]) -> dict[int, list[SessionDraft]]:
    """Block → its sessions in order; a block without any is not in it."""
    kept: dict[int, list[SessionDraft]] = {}
    for each in reading().scalars(
        select(BlockSession)
        .where(BlockSession.season_id == this_season().id, BlockSession.block_id.in_(blocks))
        .order_by(BlockSession.day, BlockSession.start_min)
    ):
        kept.setdefault(each.block_id, []).append(
            SessionDraft(day=each.day, start_min=each.start_min, end_min=each.end_min)
        )
    return kept


def codes_here() -> set[str]:
    """The codes of all blocks of this season."""
    return set(reading().scalars(select(Block.code).where(Block.season_id == this_season().id)))


def marks_here() -> dict[int, Mark]:
    """Block → its mark, the same on every page: blocks in the order in which they were made."""
    numbers = reading().scalars(
        select(Block.id).where(Block.season_id == this_season().id).order_by(Block.id)
    )
    return {number: Mark(letters(at), at % PATTERNS) for at, number in enumerate(numbers)}


def letters(at: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    first, last = divmod(at, len(ascii_uppercase))
    return (letters(first - 1) if first else "") + ascii_uppercase[last]


def offers_of(block: Block) -> Sequence[Offer]:
    """The offers that can take place in a block."""
    return (
        reading()
        .scalars(
            select(Offer)
            .join(OfferBlock, OfferBlock.offer_id == Offer.id)
            .where(Offer.season_id == block.season_id, OfferBlock.block_id == block.id)
            .order_by(func.lower(Offer.title))
        )
        .all()
    )


def used_by(block: Block) -> tuple[int, int, int]:
    """How many offers, wishes and groups of plans name a block."""
    counts = (
        select(func.count())
        .select_from(model)
        .where(model.season_id == block.season_id, model.block_id == block.id)
        .scalar_subquery()
        for model in (OfferBlock, Wish, Group)
    )
    offers, wishes, groups = reading().execute(select(*counts)).one()
    return offers, wishes, groups
