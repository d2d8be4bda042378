"""What every question is: the form of one page, and what of it is saved."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import HiddenField

from scheduler.drafts.answers import Step, Values
from web.family.asking.keeping import Asking
from web.forms import Form

Saved = Mapping[Step, Values]


class Question(Form):
    """The form of one page, which is of `step`, saves `saves` and stands at `path`."""

    version = HiddenField()
    step: ClassVar[Step]
    saves: ClassVar[tuple[Step, ...]]
    path: ClassVar[str]

    def __init__(self, asking: Asking, **filled: Any) -> None:
        self.asking = asking
        super().__init__(**filled)

    @classmethod
    def made(cls, asking: Asking) -> Question:
        """The form, with what was answered before."""
        began = {"version": asking.answers.count(*cls.saves), **cls.began(asking)}
        return cls(asking, data=began)

    @classmethod
    @abstractmethod
    def began(cls, asking: Asking) -> dict[str, Any]:
        """What the fields begin with."""

    @abstractmethod
    def saved(self) -> Saved | None:
        """What to save; None where something is wrong: its field says what.

        Call it on a form that was validated.
        """

    def shown(self) -> dict[str, Any]:
        """What else the page shows."""
        return {}

    def stays(self) -> bool:
        """Whether the page stays after saving, since only its order was changed."""
        return False

    def spot(self) -> str | None:
        """The part of the page that stays where to go on; None: its top."""
        return None
