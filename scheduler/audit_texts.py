"""What `zomerwijzer audit` says, in Dutch (B1, "je") and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheduler.text import Text

BROKEN: Final = Text(
    nl="Dit plan breekt regels. Een verslag erover zou niets zeggen.",
    en="This plan breaks rules. A report on it would say nothing.",
)
TITLE: Final = Text(
    nl="""\
Verslag over gelijke kansen, geen oordeel.

Een wens kon, als er voor dat kind een groep mogelijk was: een lokaal, begeleiders en budget voor
het aanbod, en een kind dat er mag zijn door leeftijd, dagen, afstand en noden. Hoeveel anderen
hetzelfde wilden, telt daarbij niet. Achter elk deel staat het 95 %-interval (Clopper-Pearson).""",
    en="""\
A report on equal chances, no verdict.

A wish could be granted if a group was possible for that child: a room, tutors and budget for the
offer, and a child who may be there by age, days, distance and needs. How many others wanted the
same does not count in that. After each share is its 95 % interval (Clopper–Pearson).""",
)
HIDDEN: Final = Text(
    nl="""\
·: niet getoond, omdat het getal, of wat eruit volgt, over minder dan {least} kinderen gaat. Met
   --all zie je alles.""",
    en="""\
·: not shown, since the number, or what follows from it, is about fewer than {least} children.
   With --all you see everything.""",
)
BASES: Final[Mapping[str, Text]] = {
    "could": Text(
        nl="Van de kinderen met een wens die kon",
        en="Of the children with a wish that could be granted",
    ),
    "asked": Text(nl="Van alle kinderen met een wens", en="Of all children with a wish"),
}
HEADS: Final = (
    Text(nl="Kinderen", en="Children"),
    Text(nl="Een plaats", en="A place"),
    Text(nl="Deel", en="Share"),
    Text(nl="Wens 1", en="Wish 1"),
    Text(nl="Deel", en="Share"),
)
TABLES: Final[Mapping[str, Text]] = {
    "all": Text(nl="Totaal", en="Total"),
    "needs": Text(nl="Noden", en="Needs"),
    "age": Text(nl="Leeftijd", en="Age"),
    "travel": Text(nl="Grens van reistijd", en="Travel limit"),
    "distance": Text(nl="Tot dichtste locatie", en="To the nearest site"),
    "draw": Text(nl="Loting, van vroeg naar laat", en="Draw, from early to late"),
}
KEYS: Final[Mapping[tuple[str, str], Text]] = {
    ("all", "all"): Text(nl="alle kinderen", en="all children"),
    ("needs", "with"): Text(nl="met noden", en="with needs"),
    ("needs", "without"): Text(nl="zonder noden", en="without needs"),
    ("travel", "0-15"): Text(nl="hoogstens 15 minuten", en="at most 15 minutes"),
    ("travel", "16-30"): Text(nl="16 tot 30 minuten", en="16 to 30 minutes"),
    ("travel", "31-60"): Text(nl="31 tot 60 minuten", en="31 to 60 minutes"),
    ("travel", "61+"): Text(nl="meer dan 60 minuten", en="more than 60 minutes"),
    ("travel", "none"): Text(nl="geen grens", en="no limit"),
    ("distance", "0-1"): Text(nl="minder dan 1 km", en="less than 1 km"),
    ("distance", "1-2"): Text(nl="1 tot 2 km", en="1 to 2 km"),
    ("distance", "2-5"): Text(nl="2 tot 5 km", en="2 to 5 km"),
    ("distance", "5-10"): Text(nl="5 tot 10 km", en="5 to 10 km"),
    ("distance", "10+"): Text(nl="10 km of meer", en="10 km or more"),
    ("distance", "unknown"): Text(nl="thuis niet bekend", en="home not known"),
}
AGE: Final = Text(nl="{key} jaar", en="{key} years")
PART: Final = Text(nl="deel {key}", en="part {key}")
DRAW_INTRO: Final = Text(
    nl="Kans op een plaats volgens de loting, van de kinderen met een wens die kon",
    en="Chance of a place by the draw, of the children with a wish that could be granted",
)
TEST: Final = Text(
    nl="""\
Van alle paren van een kind met en een kind zonder plaats heeft in {sooner} het kind met een plaats
het laagste lotnummer; 50 % betekent geen verband. Mann-Whitney-toets, tweezijdig: {p}.""",
    en="""\
Of all pairs of a child with and a child without a place, in {sooner} the child with a place has the
lower draw number; 50 % means no relation. Mann–Whitney test, two-sided: {p}.""",
)
NO_TEST: Final = Text(
    nl="Geen toets: alle of geen van deze kinderen hebben een plaats.",
    en="No test: all or none of these children have a place.",
)
ENVY: Final = Text(
    nl="""\
Paren met afgunst bij de loting: {count}. Dat zijn paren waarin het kind met het lagere lotnummer
beter af kon zijn met de plaats van het andere kind, zonder dat het plan minder waard werd.""",
    en="""\
Envious pairs by the draw: {count}. Those are pairs in which the child with the lower draw number
could be better off with the place of the other child, while the plan would be worth as much.""",
)
NO_ENVY: Final = Text(
    nl="Afgunst bij de loting is niet geteld: in dit plan gaf de loting de plaatsen zelf uit.",
    en="Envy by the draw was not counted: in this plan the draw itself gave out the places.",
)
