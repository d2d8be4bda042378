"""What reports say, in Dutch (B1) and English. No claim of any effect (R12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheduler.text import Text

TITLE: Final = Text(nl="Verslag van {season}", en="Report of {season}")
TODAY: Final = Text(nl="Stand op {day}.", en="As it stands on {day}.")
SNAPSHOT: Final = Text(
    nl="Momentopname {number} van 3, op {day}. Ze verandert niet meer.",
    en="Snapshot {number} of 3, on {day}. It does not change any more.",
)
NON_FORMAL: Final = Text(
    nl="Het zomeraanbod is niet-formeel en vrijwillig. Dit verslag telt; het beoordeelt niemand.",
    en="The summer offer is non-formal and voluntary. This report counts; it judges nobody.",
)
SMALL: Final = Text(
    nl="Getallen die over minder dan {least} kinderen gaan, of die zo te berekenen zijn, staan er"
    " niet in.",
    en="Numbers about fewer than {least} children, or from which these follow, are left out.",
)
HIDDEN: Final = Text(nl="weggelaten", en="left out")

WHAT: Final = Text(nl="Wat", en="What")
NUMBER: Final = Text(nl="Aantal", en="Number")
ALL: Final = Text(nl="alles samen", en="all together")
UNKNOWN: Final = Text(nl="niet bekend", en="not known")
YEARS: Final = Text(nl="wordt {age} jaar", en="turns {age}")

FOR_COUNCIL: Final = Text(
    nl="Voor: het college en wie het aanbod maakt.",
    en="For: the municipal executive and who makes the offer.",
)
FOR_GRANT: Final = Text(
    nl="Voor: wie de subsidie aanvraagt. Een volle dag is 8 uur, een halve dag 4 uur.",
    en="For: who applies for the grant. A full day is 8 hours, a half day 4 hours.",
)
FOR_ACCESS: Final = Text(
    nl="Voor: wie drempels wil wegnemen.", en="For: who wants to take barriers away."
)
FOR_NEXT_YEAR: Final = Text(
    nl="Voor: wie het aanbod van volgend jaar maakt.", en="For: who makes next year's offer."
)

OF_OFFER: Final = Text(nl="Het aanbod", en="The offer")
OF_CHILDREN: Final = Text(nl="Kinderen", en="Children")
OF_DAYS: Final = Text(nl="Dagen", en="Days")
OF_REFUSED: Final = Text(nl="Wensen zonder plaats", en="Wishes without a place")

KINDS: Final[Mapping[str, Text]] = {
    "programme": Text(nl="zomerprogramma's", en="summer programmes"),
    "tutoring": Text(nl="bijles en begeleiding", en="tutoring"),
}
OFFER: Final[Mapping[str, Text]] = {
    "sites": Text(nl="locaties", en="locations"),
    "days": Text(nl="dagen waarop er iets kan", en="days on which something can be"),
    "groups": Text(nl="groepen", en="groups"),
    "tutors": Text(nl="begeleiders met een groep", en="tutors with a group"),
}
CHILDREN: Final[Mapping[str, Text]] = {
    "asked": Text(nl="vroegen een plaats", en="asked for a place"),
    "placed": Text(nl="kregen een plaats", en="got a place"),
    "first": Text(nl="kregen hun liefste wens", en="got their dearest wish"),
}
PLANNED: Final = Text(nl="Volgens het plan", en="By the plan")
ATTENDED: Final = Text(nl="Aangeduid als aanwezig", en="Marked as present")
DAYS: Final[Mapping[str, Text]] = {
    "children": Text(nl="kinderen", en="children"),
    "full_days": Text(nl="volle dagen", en="full days"),
    "half_days": Text(nl="halve dagen", en="half days"),
    "shorter_hours": Text(nl="uren op kortere dagen", en="hours on shorter days"),
}
BY: Final[Mapping[str, Text]] = {
    "age": Text(nl="Leeftijd", en="Age"),
    "language": Text(nl="Taal van de brieven", en="Language of the letters"),
    "origin": Text(nl="Hoe het gevraagd werd", en="How it was asked"),
    "travel": Text(nl="Hoe een kind komt", en="How a child comes"),
    "needs": Text(nl="Iets te regelen", en="Something to arrange"),
}
KEYS: Final[Mapping[tuple[str, str], Text]] = {
    ("origin", "web"): Text(nl="op de site", en="on the site"),
    ("origin", "paper"): Text(nl="op papier", en="on paper"),
    ("origin", "dataset"): Text(nl="uit een bestand", en="from a file"),
    ("travel", "foot"): Text(nl="te voet", en="on foot"),
    ("travel", "bike"): Text(nl="met de fiets", en="by bike"),
    ("travel", "transit"): Text(nl="met bus of tram", en="by public transport"),
    ("travel", "car"): Text(nl="met de auto", en="by car"),
    ("needs", "some"): Text(nl="ja", en="yes"),
    ("needs", "none"): Text(nl="nee", en="no"),
}
REASONS: Final[Mapping[str, Text]] = {
    "satisfied_elsewhere": Text(
        nl="kreeg al genoeg plaatsen", en="got as many places as wanted already"
    ),
    "age": Text(nl="leeftijd", en="age"),
    "not_available": Text(nl="kind niet vrij", en="child not free"),
    "too_far": Text(nl="te ver", en="too far"),
    "need_not_met": Text(nl="wat nodig is, was er niet", en="what is needed was not there"),
    "closed_by_planner": Text(nl="gesloten door de planner", en="closed by the planner"),
    "full": Text(nl="volzet", en="full"),
    "no_tutor": Text(nl="geen begeleider", en="no tutor"),
    "no_room": Text(nl="geen lokaal", en="no room"),
    "budget": Text(nl="budget", en="budget"),
    "too_few": Text(nl="te weinig kinderen", en="too few children"),
    "linked": Text(nl="samen of niet", en="together or not at all"),
    "traded": Text(nl="een andere verdeling helpt meer", en="another division helps more"),
}

STILL_TOLD: Final = Text(
    nl="Gezinnen kunnen tot en met {day} vertellen hoe het was. Daarna staat het hier, geteld.",
    en="Families can tell how it was up to and including {day}. After that it is here, counted.",
)
ANSWER: Final = Text(nl="Antwoord", en="Answer")
ON_A_HUNDRED: Final = Text(nl="Op de 100 antwoorden", en="Of 100 answers")
QUESTIONS: Final[Mapping[str, Text]] = {
    "how_was_it": Text(nl="Hoe was het?", en="How was it?"),
    "come_again": Text(nl="Nog eens willen komen", en="Would like to come again"),
    "getting_there": Text(nl="Vlot er geraken", en="Easy to get there"),
    "knew_enough": Text(nl="Vooraf genoeg weten", en="Knew enough beforehand"),
}
ANSWERS: Final[Mapping[str, Text]] = {
    "very_nice": Text(nl="heel fijn", en="very nice"),
    "nice": Text(nl="fijn", en="nice"),
    "so_so": Text(nl="gaat wel", en="so-so"),
    "not_nice": Text(nl="niet fijn", en="not nice"),
    "yes": Text(nl="ja", en="yes"),
    "perhaps": Text(nl="misschien", en="perhaps"),
    "somewhat": Text(nl="een beetje", en="a little"),
    "no": Text(nl="nee", en="no"),
}
