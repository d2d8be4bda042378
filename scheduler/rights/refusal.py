"""What a verb answers when it does not do what was asked, in words for people."""

from __future__ import annotations

from typing import ClassVar

from data.issues import Language
from scheduler.text import Text


class Refusal(Exception):
    """Something was not done, and nothing was changed. `values` fill in the sentence.

    `str()` names the kind only, since it may end up in a log; the sentence is for the person
    who asked. A value that is a `Text` is said in the language of the sentence.
    """

    text: ClassVar[Text]

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).__name__)
        self.values = values

    def sentence(self, language: Language) -> str:
        """Why not, in one sentence."""
        said = {
            name: value.said(language) if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
        return self.text.said(language, **said)
