"""What the board answers when it does not do what was asked."""

from __future__ import annotations

from typing import ClassVar

from scheduler.rights.refusal import Refusal
from scheduler.text import Text


class VersionIsFrozen(Refusal):
    """The version was published: what it says then stands."""

    text: ClassVar = Text(
        nl="Deze versie is gepubliceerd en ligt vast. Maak een kopie om aan te werken.",
        en="This version is published and stands as it is. Make a copy to work on.",
    )


class RuleBroken(Refusal):
    """A rule that was kept would be broken; `why` holds a sentence for each."""

    text: ClassVar = Text(nl="Dit kan niet: {why}", en="This cannot be done: {why}")

    def __init__(self, why: tuple[Text, ...]) -> None:
        super().__init__(
            why=Text(nl=" ".join(each.nl for each in why), en=" ".join(each.en for each in why))
        )
        self.why = why


class NothingMoves(Refusal):
    """It is there already, or goes from nowhere to nowhere."""

    text: ClassVar = Text(
        nl="Dit staat er al. Kies een andere plek.", en="It is there already. Choose another spot."
    )


class NothingToUndo(Refusal):
    """Nothing of this version can be undone, or done again, by this account."""

    text: ClassVar = Text(
        nl="Er is hier niets (meer) om terug te draaien of opnieuw te doen.",
        en="There is nothing here to undo or to do again (any more).",
    )


class ColleagueMovedLast(Refusal):
    """The last move on this version is somebody else's."""

    text: ClassVar = Text(
        nl="De laatste wijziging op dit bord is van een collega. Draai die samen terug.",
        en="The last change on this board is a colleague’s. Undo that one together.",
    )
