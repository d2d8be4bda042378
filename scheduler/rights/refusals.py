"""The two answers to somebody who asks for what is not theirs."""

from __future__ import annotations

from typing import ClassVar

from scheduler.rights.refusal import Refusal
from scheduler.text import Text


class NotHere(Refusal):
    """What was named is not in this season; also said of what is another municipality's."""

    text: ClassVar = Text(nl="Dat is er niet (meer).", en="That is not here (any more).")


class NotAllowed(Refusal):
    """Whoever asks may not do this, or not with what is somebody else's."""

    text: ClassVar = Text(nl="Dat mag je niet doen.", en="You may not do that.")
