"""The questions, in the order in which the site asks them; all of it in Dutch, the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from data import references

WISHES: Final = 6
"""As many as the desk has lines for."""

Kind = Literal["lines", "choices", "languages", "weeks", "wishes", "ranks", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing to fill in.

    `lines`: a line to write on for each of `names`, side by side; `choices`: a box to tick for
    each of `names`, in `columns`, and `languages` the same for the form's languages; `weeks`,
    `wishes` and `ranks`: a table; `words`: room for a sentence. `needed`: those of `names`, or
    the label, that cannot stay empty.
    """

    kind: Kind
    label: str = ""
    hint: str = ""
    names: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    columns: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with all there is to fill in; what goes for the whole of it is its `hint`."""

    heading: str
    hint: str = ""
    parts: tuple[Part, ...]


def questions() -> tuple[Question, ...]:
    """All of them, in order."""
    return (*_WHO, *_WHEN, *_WHAT, _help(), _TOGETHER)


_WHO: Final = (
    Question(
        heading="Wie is het kind?",
        parts=(
            Part(
                kind="lines",
                names=("Voornaam", "Geboortejaar"),
                needed=("Voornaam", "Geboortejaar"),
            ),
        ),
    ),
    Question(
        heading="Hoe bereiken we je?",
        hint="Mail, telefoon of brief: één is genoeg.",
        parts=(
            Part(
                kind="choices",
                label="Wie ben je voor het kind?",
                names=("Ouder", "Voogd", "Pleegouder", "Familie", "Ikzelf", "Iemand anders"),
                needed=("Wie ben je voor het kind?",),
            ),
            Part(kind="lines", names=("Je naam",)),
            Part(
                kind="choices",
                label="Hoe hoor je liefst van ons?",
                names=("Met een mail", "Met de telefoon", "Met een brief"),
                needed=("Hoe hoor je liefst van ons?",),
            ),
            Part(kind="lines", names=("E-mailadres", "Telefoon")),
            Part(kind="lines", names=("Adres voor een brief",)),
            Part(kind="languages", label="In welke taal?", columns=4),
        ),
    ),
    Question(
        heading="Van waar vertrekt je kind?",
        hint="Zo zoeken we iets dichtbij. We bewaren alleen een punt, afgerond op 100 meter.",
        parts=(
            Part(kind="lines", names=("Straat", "Nummer", "Postcode")),
            Part(
                kind="choices",
                label="Hoe komt je kind?",
                hint="Kies je niets, dan rekenen we met de fiets.",
                names=("Te voet", "Met de fiets", "Met bus, tram of trein", "Met de auto"),
                columns=2,
            ),
            Part(
                kind="lines",
                names=("Hoeveel minuten mag het hoogstens duren?",),
                hint="Vanaf thuis, heen. Leeg betekent: de afstand speelt geen rol.",
            ),
        ),
    ),
)

_WHEN: Final = (
    Question(
        heading="Wanneer is je kind vrij?",
        hint="We plannen nooit iets op andere dagen.",
        parts=(
            Part(
                kind="choices",
                names=("Altijd, de hele zomer", "Alleen wanneer ik het hieronder aanduid"),
                needed=("",),
                columns=2,
            ),
            Part(kind="weeks", names=("Week", "voormiddag", "namiddag")),
        ),
    ),
)

_WHAT: Final = (
    Question(
        heading="Wat doet je kind graag?",
        hint="Schrijf de codes uit de lijst achteraan. Zonder week of plaats is alles goed.",
        parts=(
            Part(kind="wishes", names=("Activiteit", "Week", "Plaats"), needed=("Activiteit",)),
        ),
    ),
    Question(
        heading="In welke volgorde?",
        hint="Zet op 1 wat je kind het liefst doet. Twee wensen mogen hetzelfde nummer hebben.",
        parts=(
            Part(kind="ranks", hint="Schrijf je niets, dan telt de volgorde hierboven."),
            Part(
                kind="lines",
                names=("Hoeveel groepen wil je hoogstens?",),
                needed=("Hoeveel groepen wil je hoogstens?",),
                hint="Een kind komt nooit in meer groepen dan je hier zegt.",
            ),
        ),
    ),
)


def _help() -> Question:
    return Question(
        heading="Wat helpt je kind?",
        hint="Alles bij deze vraag mag leeg blijven. We wissen het 30 dagen na de laatste dag.",
        parts=(
            Part(
                kind="choices",
                label="Wat regelen we graag voor je kind?",
                hint="Je hoeft niets aan te duiden. Waarom het helpt, vragen we niet.",
                names=tuple(need.nl for need in references.needs().values()),
                columns=2,
            ),
            Part(
                kind="lines",
                label="Wie bellen we als er iets is?",
                names=("Naam", "Telefoon", "Naam", "Telefoon"),
            ),
            Part(
                kind="words",
                label="Waaraan wil je kind graag werken?",
                hint="In eigen woorden. Mag leeg blijven.",
            ),
            Part(
                kind="choices",
                label="Vraag het je kind: wil je meedoen?",
                hint="Je kind mag dit zelf aanduiden.",
                names=("Ik wil meedoen", "Ik wil liever niet meedoen"),
                columns=2,
            ),
        ),
    )


_FRIEND: Final = (
    Part(kind="lines", names=("Code van een vriend, of de voornaam van een broer of zus",)),
    Part(kind="choices", names=("Liefst samen", "Samen of niet"), columns=2),
)

_TOGETHER: Final = Question(
    heading="Met wie wil je kind samen?",
    hint="Een vriend telt mee zodra dat gezin ook ja zegt.",
    parts=_FRIEND * 3,
)
