"""Why a draft does not do what was asked."""

from __future__ import annotations

from typing import ClassVar

from scheduler.rights.refusal import Refusal
from scheduler.text import Text


class DraftGone(Refusal):
    """The draft was sent, ran out, or never was."""

    text: ClassVar = Text(
        nl="Wat je invulde is er niet meer. Begin opnieuw, of gebruik je code.",
        en="What you filled in is not there any more. Begin again, or use your code.",
    )


class StepChanged(Refusal):
    """The same step was saved since this page was opened, such as in another window."""

    text: ClassVar = Text(
        nl="Dit is intussen in een ander venster gewijzigd. Kijk het na en bewaar nog eens.",
        en="This was changed in another window meanwhile. Look at it and save once more.",
    )


class StepMissing(Refusal):
    """Something is still to be filled in; `step` says what."""

    text: ClassVar = Text(
        nl="Er is nog iets niet ingevuld.", en="Something is still to be filled in."
    )

    def __init__(self, step: str) -> None:
        super().__init__()
        self.step = step


class NoSuchDraft(Refusal):
    """No draft has this code (any more)."""

    text: ClassVar = Text(
        nl="Deze code werkt niet (meer). Kijk ze nog eens na.",
        en="This code does not work (any more). Look at it again.",
    )
