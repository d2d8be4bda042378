"""What is said about the database, in Dutch (B1, "je") and English."""

from __future__ import annotations

from typing import Final

from scheduler.text import Text

UNREACHABLE: Final = Text(
    nl="De database antwoordt niet ({database}; {reason}). `zomerwijzer doctor` zegt meer.",
    en="The database does not answer ({database}; {reason}). `zomerwijzer doctor` says more.",
)
EMPTY: Final = Text(
    nl="De database is nog leeg. Maak haar klaar met: zomerwijzer db upgrade",
    en="The database is still empty. Prepare it with: zomerwijzer db upgrade",
)
OLDER: Final = Text(
    nl=(
        "De database is van een oudere versie ({revision}, nodig is {newest}). Maak een back-up "
        "met `zomerwijzer backup` en daarna: zomerwijzer db upgrade"
    ),
    en=(
        "The database is of an older version ({revision}, needed is {newest}). Make a backup with "
        "`zomerwijzer backup` and then: zomerwijzer db upgrade"
    ),
)
NEWER: Final = Text(
    nl=(
        "De database is van een nieuwere versie ({revision}) dan dit programma ({newest}). "
        "Gebruik de nieuwste Zomerwijzer; er is niets gewijzigd."
    ),
    en=(
        "The database is of a newer version ({revision}) than this program ({newest}). "
        "Use the newest Zomerwijzer; nothing was changed."
    ),
)
BROKEN: Final = Text(
    nl=(
        "In de database wijzen rijen naar iets dat niet bestaat. Er is niets gewijzigd. "
        "Zet een back-up terug, of meld dit aan wie Zomerwijzer beheert."
    ),
    en=(
        "In the database, rows point to something that does not exist. Nothing was changed. "
        "Restore a backup, or report this to whoever maintains Zomerwijzer."
    ),
)
UPGRADED: Final = Text(
    nl="De database ging van {before} naar {after} ({database}).",
    en="The database went from {before} to {after} ({database}).",
)
CREATED: Final = Text(
    nl="De database is klaar voor gebruik, met versie {after} ({database}).",
    en="The database is ready for use, at version {after} ({database}).",
)
UP_TO_DATE: Final = Text(
    nl="De database is bij, met versie {revision} ({database}).",
    en="The database is up to date, at version {revision} ({database}).",
)
