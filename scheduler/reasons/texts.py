"""What could be changed for one wish, in Dutch (B1, "je") and English."""

from __future__ import annotations

from typing import Final

from scheduler.text import Text

AGES: Final = Text(
    nl="{offer} ook openzetten voor wie dit jaar {age} wordt",
    en="Opening {offer} to those who turn {age} this year too",
)
LARGER: Final = Text(
    nl="Een groep van {offer} tot {new} in plaats van {old} kinderen",
    en="A group of {offer} of up to {new} instead of {old} children",
)
ALSO_AT: Final = Text(
    nl="{offer} ook laten doorgaan op locatie {site}", en="Letting {offer} also be at {site}"
)
WITHOUT_PINS: Final = Text(
    nl="De vastgezette keuzes losmaken die {offer} sluiten",
    en="Taking away the pins that close {offer}",
)
BUDGET: Final = Text(nl="€ {euros} meer budget", en="€{euros} more budget")
ROOM_FEATURES: Final = Text(
    nl="Lokaal {room} op locatie {site} voorzien van: {features}",
    en="Fitting room {room} at {site} with: {features}",
)
SKILLED: Final = Text(
    nl="Eén begeleider meer die deze groep kan leiden en dit kan bieden: {skills}, {period}",
    en="One tutor more who can lead this group and offers: {skills}, {period}",
)
