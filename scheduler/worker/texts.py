"""What the worker says to planners and to whoever runs it, in Dutch (B1, "je") and English."""

from __future__ import annotations

from typing import Final

from scheduler.text import Text

# Why a run failed, as planners read it

NO_PLAN: Final = Text(
    nl="De regels en de vastgezette keuzes laten samen geen planning toe.",
    en="The rules and the pins together admit no plan.",
)
NO_PLAN_IN_TIME: Final = Text(
    nl="Er was te weinig tijd om een planning te vinden. Vraag meer tijd, of zet minder vast.",
    en="There was too little time to find a plan. Ask for more time, or pin less.",
)
BAD_DATASET: Final = Text(
    nl="In het seizoen ontbreekt nog iets of klopt iets niet, dus kan er niet gepland worden.",
    en="Something in the season is missing or wrong, so it cannot be planned.",
)
BROKEN_PLAN: Final = Text(
    nl=(
        "De planning die gevonden werd, brak een regel. Ze is niet bewaard. "
        "Meld dit aan wie Zomerwijzer beheert."
    ),
    en=(
        "The plan that was found broke a rule. It was not kept. "
        "Report this to whoever maintains Zomerwijzer."
    ),
)
BROKEN_GIVEN: Final = Text(
    nl=(
        "Dit plan houdt op dit moment niet elke regel, bijvoorbeeld omdat een begeleider een groep "
        "teruggaf of omdat er iets veranderde. Plan eerst opnieuw, en vraag het dan nog eens."
    ),
    en=(
        "This plan does not keep every rule at this moment, for example because a tutor gave a "
        "group back or something changed. Plan again first, and then ask once more."
    ),
)
BAD_OPTIONS: Final = Text(
    nl="De keuzes bij deze planning kloppen niet. Start de planning opnieuw.",
    en="The options of this run are not right. Start it again.",
)
DIED: Final = Text(
    nl=(
        "Het rekenen stopte telkens onverwacht, misschien door te weinig geheugen. "
        "Probeer het later opnieuw, of meld dit aan wie Zomerwijzer beheert."
    ),
    en=(
        "The computation ended unexpectedly each time, perhaps for lack of memory. "
        "Try again later, or report this to whoever maintains Zomerwijzer."
    ),
)
STUMBLED: Final = Text(
    nl="Er liep iets mis bij het rekenen ({what}). Meld dit aan wie Zomerwijzer beheert.",
    en="Something went wrong in the computation ({what}). "
    "Report this to whoever maintains Zomerwijzer.",
)

# What the command says

STARTED: Final = Text(
    nl="De worker draait. Stop hem met Ctrl-C; nog eens Ctrl-C stopt hem meteen.",
    en="The worker runs. Stop it with Ctrl-C; once more stops it at once.",
)
LEFT: Final = Text(nl="De worker is gestopt.", en="The worker has stopped.")
DONE_ONCE: Final = Text(
    nl="Alles wat nu moest gebeuren, is gebeurd.", en="All that was due has been done."
)
OTHER_WORKS: Final = Text(
    nl="Een andere worker is al bezig. Er is niets gedaan.",
    en="Another worker is at work already. Nothing was done.",
)
