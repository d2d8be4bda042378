"""What `zomerwijzer compare` says, in Dutch (B1, "je") and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheduler.text import Text

LEVEL_HEAD: Final = Text(nl="Wat telt, in deze volgorde", en="What counts, in this order")
RANK_HEAD: Final = Text(nl="Liefste wens die lukte", en="Dearest wish granted")
PLAN_HEADS: Final = (
    Text(nl="Plan A", en="Plan A"),
    Text(nl="Plan B", en="Plan B"),
    Text(nl="Verschil", en="Change"),
)
RANK: Final = Text(nl="wens {rank}", en="wish {rank}")
NO_PLACE: Final = Text(nl="geen plaats", en="no place")
NOT_COUNTED: Final = Text(
    nl="""\
–: niet geteld. Dat plan past niet bij deze gegevens (zie zomerwijzer check), of de loting gaf
   er zelf de plaatsen uit.""",
    en="""\
–: not counted. That plan does not fit these data (see zomerwijzer check), or the draw itself
   gave out its places.""",
)
CHILD_HEADS: Final = (
    Text(nl="Voor kinderen verandert", en="What changes for children"),
    Text(nl="Beter af", en="Better off"),
    Text(nl="Slechter af", en="Worse off"),
)
STEPS: Final[Mapping[str, Text]] = {
    "place": Text(nl="een plaats of geen", en="a place or none"),
    "best": Text(nl="de liefste wens die lukte", en="the dearest wish granted"),
    "more": Text(nl="het aantal plaatsen", en="the number of places"),
    "ranks": Text(nl="hoe lief de andere wensen zijn", en="how dear the other wishes are"),
}
SUM: Final = Text(nl="in totaal", en="in all")
SAME: Final = (
    Text(nl="Even goed af: 1 kind.", en="As well off: 1 child."),
    Text(nl="Even goed af: {count} kinderen.", en="As well off: {count} children."),
)
GONE: Final = (
    Text(
        nl="1 kind met een plaats staat niet in deze gegevens en telt niet mee.",
        en="1 child with a place is not in these data and does not count.",
    ),
    Text(
        nl="{count} kinderen met een plaats staan niet in deze gegevens en tellen niet mee.",
        en="{count} children with a place are not in these data and do not count.",
    ),
)
GROUP_HEADS: Final = (Text(nl="Groepen", en="Groups"), Text(nl="Aantal", en="Number"))
GROUP_CHANGES: Final[Mapping[str, Text]] = {
    "same": Text(nl="in hetzelfde lokaal", en="in the same room"),
    "moved": Text(nl="naar een ander lokaal", en="moved to another room"),
    "opened": Text(nl="erbij", en="opened"),
    "closed": Text(nl="weg", en="closed"),
    "new_teams": Text(nl="met andere begeleiders", en="with other tutors"),
}
PLACE_HEADS: Final = (Text(nl="Plaatsen", en="Places"), Text(nl="Aantal", en="Number"))
PLACE_CHANGES: Final[Mapping[str, Text]] = {
    "kept": Text(nl="in dezelfde groep", en="in the same group"),
    "rehoused": Text(nl="zelfde aanbod, ander lokaal", en="the same offer, another room"),
    "dropped": Text(nl="weg", en="lost"),
    "added": Text(nl="erbij", en="new"),
}
IDS: Final = Text(nl="Wie en wat:", en="Who and what:")
BETTER: Final = Text(nl="beter af, {step}", en="better off, {step}")
WORSE: Final = Text(nl="slechter af, {step}", en="worse off, {step}")
NOT_HERE: Final = Text(nl="niet in deze gegevens", en="not in these data")
GROUP_LINE: Final = Text(nl="groepen, {change}", en="groups, {change}")
PLACE_LINE: Final = Text(nl="plaatsen, {change}", en="places, {change}")
LINE: Final = Text(nl="  {what}: {ids}", en="  {what}: {ids}")
