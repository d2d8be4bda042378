"""The municipalities of this installation."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.nearest import Nearest
from data.references import municipalities as known_municipalities
from models import Municipality


class NoSuchMunicipality(LookupError):
    """No municipality is meant by that word; `near` is one that perhaps was."""

    def __init__(self, word: str, near: str) -> None:
        super().__init__(word)
        self.word, self.near = word, near


def add_municipality(
    session: Session,
    *,
    nis: str,
    name: str | None = None,
    languages: tuple[str, ...] = ("nl",),
) -> Municipality:
    """A new municipality.

    Args:
        session: one that writes; the caller commits.
        nis: its code of the reference list.
        name: what it is called; default: by the reference list.
        languages: of its pages; they open in the first.

    Raises:
        NoSuchMunicipality: the reference list has no such code.
        sqlalchemy.exc.IntegrityError: it is there already.
    """
    known = known_municipalities()
    if nis not in known:
        raise NoSuchMunicipality(nis, _near(nis))
    called = name or known[nis].name_nl
    municipality = Municipality(
        slug=slug_of(called) or nis, name=called, nis=nis, languages=languages
    )
    session.add(municipality)
    session.flush()
    return municipality


def find_municipality(session: Session, word: str) -> Municipality:
    """The municipality with this NIS code, name, or name in addresses.

    Raises:
        NoSuchMunicipality: there is none.
    """
    wanted = word.strip().casefold()
    found = session.scalars(select(Municipality).order_by(Municipality.id)).all()
    for each in found:
        if wanted in {each.nis, each.slug, each.name.casefold()}:
            return each
    names = {each.name.casefold(): each.name for each in found}
    raise NoSuchMunicipality(word, names.get(Nearest(names).to(wanted), ""))


def slug_of(name: str) -> str:
    """A name as it is in addresses: `sint-genesius-rode`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _near(word: str) -> str:
    """The code of the municipality whose name was given instead, or a code that looks like it."""
    known = known_municipalities()
    by_name = {each.name_nl.casefold(): each.nis for each in known.values()}
    name = Nearest(by_name).to(word.casefold())
    return by_name[name] if name else Nearest(known).to(word)
