"""The draw of a season as anyone may know it: codes, digests and numbers, and no child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, Season
from scheduler.drawing import Drawn, one_command
from scheduler.season.way_in_hashes import as_typed_anywhere
from solver.fairness.draw import digest, draw_numbers


@dataclass(frozen=True)
class PublicDraw:
    """The draw of everybody who asked and did not stop. `codes`: the random `ref` of each."""

    seed: str
    codes: tuple[str, ...]

    def find(self, typed: str) -> str | None:
        """The code that somebody typed, as it stands in the draw: case and spaces do not count."""
        plain = typed.strip()
        if plain in self.codes:
            return plain
        wanted = as_typed_anywhere(plain)
        alike = [code for code in self.codes if as_typed_anywhere(code) == wanted]
        return alike[0] if wanted and len(alike) == 1 else None

    def text(self, code: str) -> str:
        """What is hashed for a code (contract, section 5)."""
        return f"{self.seed}|{code}"

    def digest(self, code: str) -> str:
        """The SHA-256 of that text, in hexadecimal."""
        return digest(self.seed, code)

    def command(self, code: str) -> str:
        """What gives that digest in any POSIX shell."""
        return one_command(self.seed, code)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of every code, from 1, in their order."""
        return draw_numbers(self.seed, self.codes)

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        """All of them in the order of the draw."""
        return tuple(
            Drawn(number, code, self.digest(code)) for code, number in self.numbers.items()
        )


def public_draw(session: Session, season: Season) -> PublicDraw:
    """The draw as it is now, in one query."""
    codes = session.scalars(
        select(Child.ref).where(
            Child.season_id == season.id,
            Child.asked_at.is_not(None),
            Child.withdrawn_at.is_(None),
        )
    )
    return PublicDraw(season.draw_seed, tuple(codes))
