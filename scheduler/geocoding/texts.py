"""What `zomerwijzer addresses` says, in Dutch (B1, "je") and English."""

from __future__ import annotations

from typing import Final

from scheduler.text import Text

NO_ADDRESSES: Final = Text(
    nl="Dit is geen CSV-bestand in UTF-8 met de kolommen {columns}. Er is niets gewijzigd.",
    en="This is no CSV file in UTF-8 with the columns {columns}. Nothing was changed.",
)
BAD_ROW: Final = Text(nl="Regel {line}: kijk {column} na.", en="Line {line}: look at {column}.")
BAD_ROWS: Final = Text(
    nl="Er is niets gewijzigd: {rows} regels kloppen niet, of er zijn geen adressen.",
    en="Nothing was changed: {rows} lines are wrong, or there are no addresses.",
)
IMPORTED: Final = Text(
    nl="{rows} adressen van {municipality} staan klaar. De vorige lijst is weg.",
    en="{rows} addresses of {municipality} are in place. The earlier list is gone.",
)
