"""What the command line says to planners, in Dutch (B1, "je") and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheduler.text import Text

# What went wrong

UNEXPECTED: Final = Text(
    nl=(
        "Er liep iets mis dat niet mocht gebeuren ({what}). Probeer het opnieuw met --debug en "
        "meld wat je ziet aan wie Zomerwijzer beheert; zie “Reporting something” in README.md."
    ),
    en=(
        "Something went wrong that should not have ({what}). Try again with --debug and report "
        "what you see to whoever maintains Zomerwijzer; see “Reporting something” in README.md."
    ),
)
OUT_OF_MEMORY: Final = Text(
    nl="Er is niet genoeg geheugen op deze computer voor deze planning.",
    en="This computer has not enough memory for this plan.",
)
SYSTEM_REFUSED: Final = Text(
    nl="Het systeem liet iets niet toe: {reason}{where}.",
    en="The system did not allow something: {reason}{where}.",
)
INTERRUPTED: Final = Text(
    nl="Afgebroken. Er is niets geschreven.",
    en="Stopped. Nothing was written.",
)
AND_MORE: Final = Text(
    nl="… en nog {count} andere. Met --json zie je ze allemaal.",
    en="… and {count} more. With --json you see them all.",
)
NOTHING_DONE: Final = Text(
    nl="Er is niets gepland en niets gewijzigd.",
    en="Nothing was planned and nothing was changed.",
)

# Counting

ERRORS: Final = (
    Text(nl="1 fout", en="1 error"),
    Text(nl="{count} fouten", en="{count} errors"),
)
WARNINGS: Final = (
    Text(nl="1 waarschuwing", en="1 warning"),
    Text(nl="{count} waarschuwingen", en="{count} warnings"),
)
VIOLATIONS: Final = (
    Text(nl="Het plan breekt 1 regel:", en="The plan breaks 1 rule:"),
    Text(nl="Het plan breekt regels, {count} keer:", en="The plan breaks rules, {count} times:"),
)
PUPILS: Final = (
    Text(nl="1 kind", en="1 child"),
    Text(nl="{count} kinderen", en="{count} children"),
)
WISHES: Final = (
    Text(nl="1 wens", en="1 wish"),
    Text(nl="{count} wensen", en="{count} wishes"),
)
OFFERS: Final = (
    Text(nl="1 activiteit", en="1 offer"),
    Text(nl="{count} activiteiten", en="{count} offers"),
)
BLOCKS: Final = (
    Text(nl="1 blok", en="1 block"),
    Text(nl="{count} blokken", en="{count} blocks"),
)
ROOMS: Final = (
    Text(nl="1 lokaal", en="1 room"),
    Text(nl="{count} lokalen", en="{count} rooms"),
)
LOCATIONS: Final = (
    Text(nl="1 locatie", en="1 location"),
    Text(nl="{count} locaties", en="{count} locations"),
)
TUTORS: Final = (
    Text(nl="1 begeleider", en="1 tutor"),
    Text(nl="{count} begeleiders", en="{count} tutors"),
)
GROUPS: Final = (
    Text(nl="1 groep", en="1 group"),
    Text(nl="{count} groepen", en="{count} groups"),
)
PLACES: Final = (
    Text(nl="1 plaats", en="1 place"),
    Text(nl="{count} plaatsen", en="{count} places"),
)
PUPILS_PLACED: Final = (
    Text(nl="1 kind met een plaats", en="1 child with a place"),
    Text(nl="{count} kinderen met een plaats", en="{count} children with a place"),
)

# validate

WARNING: Final = Text(nl="Let op: {sentence}", en="Note: {sentence}")
IN_ORDER: Final = Text(nl="In orde: {counts}.", en="In order: {counts}.")
FOUND: Final = Text(nl="Gevonden: {counts}.", en="Found: {counts}.")
SEE_WARNINGS: Final = Text(
    nl="Let op: {warnings} bij deze gegevens. `zomerwijzer validate` toont ze.",
    en="Note: {warnings} on this dataset. `zomerwijzer validate` shows them.",
)

# plan

NO_PLAN: Final = Text(
    nl="De regels en je vastgezette keuzes laten geen plan toe:",
    en="The rules and your pins admit no plan:",
)
NO_PLAN_IN_TIME: Final = Text(
    nl=(
        "In deze tijd is er geen plan gevonden dat je vastgezette keuzes volgt, en ook niet "
        "bewezen dat het niet kan. Er is niets geschreven. Geef meer tijd met --time."
    ),
    en=(
        "In this time no plan was found that follows your pins, and it was not proven impossible "
        "either. Nothing was written. Allow more time with --time."
    ),
)
BROKEN_PLAN: Final = Text(
    nl=(
        "Het gevonden plan houdt de controle niet stand en is daarom niet geschreven. Dat is een "
        "fout van Zomerwijzer, niet van jou."
    ),
    en=(
        "The plan that was found does not pass the check and was therefore not written. That is "
        "a fault in Zomerwijzer, not yours."
    ),
)
STOPPING: Final = Text(
    nl=(
        "Ik stop met zoeken en schrijf het beste plan tot nu toe. "
        "Nog een keer Ctrl-C: stoppen zonder plan."
    ),
    en=(
        "The search stops and the best plan so far is written. "
        "Ctrl-C once more: stop without a plan."
    ),
)
WRITTEN: Final = Text(
    nl="Plan geschreven in {out} ({seconds} s). {status}",
    en="Plan written to {out} ({seconds} s). {status}",
)
LEVEL_PROVEN: Final = Text(
    nl="{name}: {value} (bewezen het best)",
    en="{name}: {value} (proven best)",
)
LEVEL_OPEN: Final = Text(
    nl="{name}: {value} (grens {bound}, afstand {gap})",
    en="{name}: {value} (bound {bound}, gap {gap})",
)
LOST_PROMISES: Final = (
    Text(
        nl="1 eerder beloofde plaats kon niet blijven:",
        en="1 place promised earlier could not be kept:",
    ),
    Text(
        nl="{count} eerder beloofde plaatsen konden niet blijven:",
        en="{count} places promised earlier could not be kept:",
    ),
)
LOST_PROMISES_COUNT: Final = (
    Text(
        nl="1 eerder beloofde plaats kon niet blijven; report.json zegt waarom.",
        en="1 place promised earlier could not be kept; report.json says why.",
    ),
    Text(
        nl="{count} eerder beloofde plaatsen konden niet blijven; report.json zegt waarom.",
        en="{count} places promised earlier could not be kept; report.json says why.",
    ),
)
REPORT: Final = Text(nl="Bekijk het verslag: {address}", en="Look at the report: {address}")
PHASES: Final[Mapping[str, Text]] = {
    "compile": Text(nl="model maken", en="building the model"),
    "bound": Text(nl="grens bewijzen", en="proving a bound"),
    "construct": Text(nl="eerste plan maken", en="making a first plan"),
    "improve": Text(nl="plan verbeteren", en="improving the plan"),
    "prove": Text(nl="bewijzen", en="proving"),
    "settle": Text(nl="afwerken", en="finishing"),
    "arrange": Text(nl="schikken", en="arranging"),
}
STARTING: Final = Text(nl="beginnen", en="starting")
PROGRESS: Final = Text(
    nl="{phase} · {level}: {best} · grens {bound} · afstand {gap} · {seconds} s",
    en="{phase} · {level}: {best} · bound {bound} · gap {gap} · {seconds} s",
)
PROGRESS_BEFORE: Final = Text(nl="{phase} · {seconds} s", en="{phase} · {seconds} s")

# What a plan is worth

STATUSES: Final[Mapping[str, Text]] = {
    "optimal": Text(
        nl="Bewezen: beter kan niet.",
        en="Proven: no plan is better.",
    ),
    "feasible": Text(
        nl="Alle regels kloppen; niet bewezen dat het niet beter kan.",
        en="All rules hold; not proven to be the best.",
    ),
    "infeasible": Text(nl="Geen plan mogelijk.", en="No plan is possible."),
}
# check

CLEAN: Final = Text(
    nl="Het plan houdt alle regels: {counts}.",
    en="The plan keeps every rule: {counts}.",
)
VIOLATION_AT_LARGE: Final = Text(nl="regel {rule}: {detail}", en="rule {rule}: {detail}")
VIOLATION: Final = Text(
    nl="regel {rule}, {subject}: {detail}", en="rule {rule}, {subject}: {detail}"
)

# show

NO_SUCH_PLAN: Final = Text(
    nl="{plan} is geen plan dat Zomerwijzer kan lezen:",
    en="{plan} is no plan that Zomerwijzer can read:",
)
LEVEL_HEADS: Final = (
    Text(nl="Wat telt, in deze volgorde", en="What counts, in this order"),
    Text(nl="Waarde", en="Value"),
    Text(nl="Grens", en="Bound"),
    Text(nl="Afstand", en="Gap"),
)
PROVEN: Final = Text(nl="bewezen", en="proven")
RANK_HEADS: Final = (
    Text(nl="Liefste wens die lukte", en="Dearest wish granted"),
    Text(nl="Kinderen", en="Children"),
    Text(nl="Deel", en="Share"),
)
RANK: Final = Text(nl="wens {rank}", en="wish {rank}")
REFUSAL_HEADS: Final = (
    Text(nl="Waarom wensen niet lukten", en="Why wishes were not granted"),
    Text(nl="Wensen", en="Wishes"),
)
BLOCK_HEADS: Final = (
    Text(nl="Blok", en="Block"),
    Text(nl="Groepen", en="Groups"),
    Text(nl="Plaatsen", en="Places"),
)

# sample

NOT_A_DATASET: Final = Text(
    nl="{out} bestaat al en is geen dataset. Kies een andere plek; er is niets gewijzigd.",
    en="{out} exists and is not a dataset. Choose another place; nothing was changed.",
)
SAMPLE_WRITTEN: Final = Text(
    nl="Verzonnen seizoen geschreven in {out}: {counts}. Niemand erin bestaat.",
    en="Fictional season written to {out}: {counts}. Nobody in it exists.",
)
