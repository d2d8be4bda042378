"""What `zomerwijzer backup` and `zomerwijzer restore` say, in Dutch (B1, "je") and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheduler.text import Text

MADE: Final = Text(
    nl=(
        "Back-up geschreven: {file} ({rows} rijen, versie {revision}). Er staan gegevens van "
        "kinderen en gezinnen in: bewaar dit bestand versleuteld, en niet langer dan nodig."
    ),
    en=(
        "Backup written: {file} ({rows} rows, version {revision}). It holds data of children and "
        "families: keep this file encrypted, and no longer than needed."
    ),
)
EXISTS: Final = Text(
    nl="{file} bestaat al. Kies een andere naam; er is niets gewijzigd.",
    en="{file} exists already. Choose another name; nothing was changed.",
)
MEANWHILE: Final = Text(
    nl="De database kreeg net een nieuwe versie. Er is geen back-up; probeer het opnieuw.",
    en="The database was just upgraded. There is no backup; try again.",
)
RESTORED: Final = Text(
    nl="Teruggezet uit {file}: {rows} rijen, zoals op {made_at}. Versie van de database: {now}.",
    en="Restored from {file}: {rows} rows, as of {made_at}. The database is at version {now} now.",
)
WAITING: Final = Text(
    nl=(
        "Let op: in de back-up wachten {count} berichten op verzending. Zijn ze intussen al "
        "verzonden, dan gaan ze nog eens weg zodra het werkproces start."
    ),
    en=(
        "Note: in the backup {count} messages wait to be sent. If they were sent since, they will "
        "be sent again when the worker starts."
    ),
)
NOT_EMPTY: Final = Text(
    nl=(
        "De database is niet leeg ({database}); er is niets gewijzigd. Wil je alles wat erin staat "
        "door de back-up vervangen, maak dan eerst een back-up en gebruik --replace."
    ),
    en=(
        "The database is not empty ({database}); nothing was changed. To replace all that is in it "
        "by the backup, make a backup first and use --replace."
    ),
)
NOT_OURS: Final = Text(
    nl=(
        "In de database staan tabellen die niet van Zomerwijzer zijn ({database}). "
        "Neem een andere, lege database; er is niets gewijzigd."
    ),
    en=(
        "The database has tables that are not Zomerwijzer's ({database}). "
        "Take another, empty database; nothing was changed."
    ),
)
NEWER: Final = Text(
    nl=(
        "Deze back-up is van een nieuwere versie ({revision}) dan dit programma ({newest}). "
        "Gebruik de nieuwste Zomerwijzer; er is niets gewijzigd."
    ),
    en=(
        "This backup is of a newer version ({revision}) than this program ({newest}). "
        "Use the newest Zomerwijzer; nothing was changed."
    ),
)
NO_ANSWER: Final = Text(
    nl=(
        "De database liet dit niet toe ({reason}); er is niets gewijzigd. Misschien is ze te lang "
        "bezet: stop de webserver en het werkproces en probeer het opnieuw."
    ),
    en=(
        "The database did not allow this ({reason}); nothing was changed. Perhaps it was busy too "
        "long: stop the web server and the worker and try again."
    ),
)
REFUSED: Final = Text(
    nl="De database weigert rijen van {table} uit de back-up; er is niets gewijzigd.",
    en="The database refuses rows of {table} from the backup; nothing was changed.",
)
DAMAGES: Final[Mapping[str, Text]] = {
    "no_file": Text(
        nl="{file} bestaat niet of mag niet worden gelezen; er is niets gewijzigd.",
        en="{file} does not exist or may not be read; nothing was changed.",
    ),
    "not_a_backup": Text(
        nl="{file} is geen back-up van Zomerwijzer, of niet volledig; er is niets gewijzigd.",
        en="{file} is no backup of Zomerwijzer, or not whole; nothing was changed.",
    ),
    "damaged": Text(
        nl="{file} is beschadigd ({part}); er is niets gewijzigd. Neem een andere back-up.",
        en="{file} is damaged ({part}); nothing was changed. Take another backup.",
    ),
    "other_tables": Text(
        nl="{file} heeft niet de tabellen van zijn versie ({part}); er is niets gewijzigd.",
        en="{file} has not the tables of its version ({part}); nothing was changed.",
    ),
}
