"""What `zomerwijzer advise` says, in Dutch (B1, "je") and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheduler.text import Text

BROKEN: Final = Text(
    nl="Dit plan breekt regels. Advies erover zou niets zeggen.",
    en="This plan breaks rules. Advice on it would say nothing.",
)
TITLE: Final = (
    Text(
        nl="""\
1 kind met een wens heeft nog geen plaats. Wat zou helpen? Elk voorstel is apart doorgerekend, met
voor de rest dezelfde gegevens; tel de voorstellen dus niet bij elkaar op.""",
        en="""\
1 child with a wish has no place yet. What would help? Each proposal was planned again by itself,
with all other data the same; so do not add the proposals up.""",
    ),
    Text(
        nl="""\
{count} kinderen met een wens hebben nog geen plaats. Wat zou helpen? Elk voorstel is apart
doorgerekend, met voor de rest dezelfde gegevens; tel de voorstellen dus niet bij elkaar op.""",
        en="""\
{count} children with a wish have no place yet. What would help? Each proposal was planned again by
itself, with all other data the same; so do not add the proposals up.""",
    ),
)
NOBODY_WAITS: Final = Text(
    nl="Elk kind met een wens heeft een plaats. Meer kinderen een plaats geven kan niet.",
    en="Every child with a wish has a place. Nothing would give more children a place.",
)
NOTHING_HELPS: Final = Text(
    nl="Geen enkel voorstel dat is doorgerekend, geeft meer kinderen een plaats.",
    en="No proposal that was planned again gives more children a place.",
)
NOTHING_TRIED: Final = Text(
    nl="De tijd was te kort om een voorstel door te rekenen.",
    en="Time was too short to plan with any proposal again.",
)
LINE: Final = Text(nl="{number}. {what}: {gain}{loss}.", en="{number}. {what}: {gain}{loss}.")
GAIN: Final = (
    Text(nl="1 kind meer een plaats", en="a place for 1 child more"),
    Text(nl="{count} kinderen meer een plaats", en="a place for {count} children more"),
)
GAIN_AT_LEAST: Final = (
    Text(nl="minstens 1 kind meer een plaats", en="a place for at least 1 child more"),
    Text(
        nl="minstens {count} kinderen meer een plaats",
        en="a place for at least {count} children more",
    ),
)
LOSS: Final = Text(
    nl="verlies aan lieve wensen {change}",
    en="loss of dear wishes {change}",
)
LOSS_SAME: Final = Text(
    nl="verlies aan lieve wensen even groot",
    en="loss of dear wishes the same",
)
ALL_TRIED: Final = (
    Text(
        nl="Doorgerekend: het enige kansrijke voorstel.",
        en="Planned again: the only promising proposal.",
    ),
    Text(
        nl="Doorgerekend: alle {count} kansrijke voorstellen.",
        en="Planned again: all {count} promising proposals.",
    ),
)
SOME_TRIED: Final = Text(
    nl="""\
Doorgerekend: {tried} van de {count} kansrijke voorstellen, de beste kansen eerst. Met meer tijd
(--time) worden het er meer.""",
    en="""\
Planned again: {tried} of the {count} promising proposals, the best chances first. With more time
(--time) there will be more.""",
)
AT_LEAST: Final = Text(
    nl="“Minstens”: alleen wat rond het voorstel ligt, is opnieuw gepland, of de tijd was kort.",
    en="“At least”: only what is around the proposal was planned again, or time was short.",
)
STOPPING: Final = Text(
    nl="Het zoeken stopt; wat er al is, wordt getoond. Nog eens Ctrl-C: stop zonder advies.",
    en="The search stops; what is there already is shown. Ctrl-C once more: stop without advice.",
)
PROGRESS: Final = Text(
    nl="doorgerekend: {done} van {count} · beste tot nu: {best} · {seconds} s",
    en="planned again: {done} of {count} · best so far: {best} · {seconds} s",
)

# What could be added

LEAD: Final = Text(
    nl="Eén begeleider meer die {goals} kan leiden, {period}",
    en="One tutor more who can lead {goals}, {period}",
)
ANY_LEAD: Final = Text(
    nl="Eén begeleider meer die een groep kan leiden, {period}",
    en="One tutor more who can lead a group, {period}",
)
ASSISTANT: Final = Text(
    nl="Eén begeleider meer die kan helpen in een groep, {period}",
    en="One tutor more who can assist in a group, {period}",
)
ROOM: Final = Text(
    nl="Eén lokaal meer voor {capacity} kinderen op locatie {site}, {period}",
    en="One room more for {capacity} children at {site}, {period}",
)
ROOM_WITH: Final = Text(
    nl="Eén lokaal meer voor {capacity} kinderen op locatie {site}, met {features}, {period}",
    en="One room more for {capacity} children at {site}, with {features}, {period}",
)
GROUP: Final = Text(
    nl="Eén groep meer toelaten voor {offer}, {new} in plaats van {old}",
    en="Allowing one group more of {offer}, {new} instead of {old}",
)
MINIMUM: Final = Text(
    nl="Een groep van {offer} al openen vanaf {new} in plaats van {old} kinderen",
    en="Opening a group of {offer} from {new} instead of {old} children",
)
BLOCK: Final = Text(
    nl="{offer} ook laten doorgaan in blok {block}",
    en="Letting {offer} also run in block {block}",
)

# When

WEEK: Final = Text(nl="in week {week} ({days})", en="in week {week} ({days})")
IN_BLOCK: Final = Text(nl="tijdens blok {block}", en="during block {block}")
DAYS: Final = Text(nl="{first} tot en met {last}", en="{first} to {last}")
DAY: Final = Text(nl="{day} {month}", en="{day} {month}")
MONTHS: Final[Mapping[int, Text]] = {
    7: Text(nl="juli", en="July"),
    8: Text(nl="augustus", en="August"),
}
AND: Final = Text(nl="{others} en {last}", en="{others} and {last}")
