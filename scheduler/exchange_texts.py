"""What `zomerwijzer import` and `zomerwijzer export` say, in Dutch (B1, "je") and English."""

from __future__ import annotations

from typing import Final

from scheduler.text import Text

IMPORTED: Final = Text(
    nl="Het seizoen {season} van {municipality} staat in de database: {counts}.",
    en="The season {season} of {municipality} is in the database: {counts}.",
)
REPLACED: Final = Text(
    nl="Het seizoen {season} van {municipality} is vervangen: {counts}.",
    en="The season {season} of {municipality} was replaced: {counts}.",
)
EXPORTED: Final = Text(
    nl="Het seizoen {season} van {municipality} staat in {out}: {counts}.",
    en="The season {season} of {municipality} is in {out}: {counts}.",
)
PERSONAL: Final = Text(
    nl="Let op: hier staan gegevens van kinderen in. Geef ze aan niemand anders en wis ze daarna.",
    en="Note: this holds data about children. Hand it to nobody else and delete it afterwards.",
)
UNFINISHED: Final = Text(
    nl="Let op: {errors}, omdat het seizoen nog niet af is. `zomerwijzer validate` toont ze.",
    en="Note: {errors}, as the season is not finished yet. `zomerwijzer validate` shows them.",
)
OTHER_NIS: Final = Text(
    nl="Let op: de dataset is van een andere gemeente ({nis}).",
    en="Note: the dataset is of another municipality ({nis}).",
)
BAD_NAME: Final = Text(
    nl="--name is leeg of bevat een onzichtbaar teken. Er is niets gewijzigd.",
    en="--name is empty or holds an invisible character. Nothing was changed.",
)
BAD_SLUG: Final = Text(
    nl="{slug} kan niet in een adres: neem kleine letters, cijfers en streepjes.",
    en="{slug} cannot be part of an address: take small letters, digits and hyphens.",
)
THERE: Final = Text(
    nl=(
        "{municipality} heeft al een seizoen {slug}. Kies een ander met --slug, of vervang het "
        "met --replace. Er is niets gewijzigd."
    ),
    en=(
        "{municipality} has a season {slug} already. Choose another with --slug, or replace it "
        "with --replace. Nothing was changed."
    ),
)
NOT_DRAFT: Final = Text(
    nl="Het seizoen {slug} is niet meer in voorbereiding. Er is niets gewijzigd.",
    en="The season {slug} is no longer being prepared. Nothing was changed.",
)
HAS_REQUESTS: Final = Text(
    nl="In het seizoen {slug} staan al vragen van gezinnen. Er is niets gewijzigd.",
    en="The season {slug} holds requests from families already. Nothing was changed.",
)
IS_PLANNED: Final = Text(
    nl="Voor het seizoen {slug} loopt nog een berekening. Stop die eerst; er is niets gewijzigd.",
    en="A planning run is still busy with the season {slug}. Stop it first; nothing was changed.",
)
IN_USE: Final = Text(
    nl="Iets anders verwijst nog naar het seizoen {slug}. Er is niets gewijzigd.",
    en="Something else still points to the season {slug}. Nothing was changed.",
)
REFUSED: Final = Text(
    nl="De database weigerde dit ({reason}). Er is niets gewijzigd.",
    en="The database refused this ({reason}). Nothing was changed.",
)
NO_SUCH_SEASON: Final = Text(
    nl="{municipality} heeft geen seizoen {season}.",
    en="{municipality} has no season {season}.",
)
WONT_FIT: Final = Text(
    nl="Een rekenblad kan dit niet helemaal bevatten. Kies een map; er is niets gewijzigd.",
    en="A workbook cannot hold all of this. Choose a folder; nothing was changed.",
)
