"""Forms that look at their texts for words that press or label, before they are saved (R3).

A form inherits from `WordedForm` and names its texts in `checked`. Its view:

    form.about = About("offer", offer.id)          # where there is a row already
    if form.validate_on_submit() and form.words_are_fine():
        edit_offer(writing(), ...)
        form.keep(About("offer", offer.id))
        return redirect(...)
    return page, 422

The page imports `wording.html` "with context", puts `words(form)` inside the form, on top, and
each text inside `{% call checked(form, form.title) %}…{% endcall %}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField

from data.wording_check import Flag, flagged
from scheduler.wording.keeping import keep_words, kept_words
from web.clock import now
from web.database import reading, writing
from web.forms import Form, yes_field
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.here import me

_AROUND: Final = 40
"""Characters of the text that are shown before and after a flagged word."""


class About(NamedTuple):
    """What texts are about: the table and the number of the row (`keep_words`)."""

    kind: str
    id: int


class Found(NamedTuple):
    """A flagged word in a field, with what stands around it."""

    field: Field
    flag: Flag
    before: str
    after: str


class WordedForm(Form):
    """A form with texts for families. With flagged words it is saved after one confirmation."""

    checked: ClassVar[Mapping[str, str]] = {}
    """Field → the language it is written in."""

    about: About | None = None
    """Whose texts they are; None where it is yet to be made."""

    found: tuple[Found, ...] = ()
    """What was flagged when the form was sent, and was not kept."""

    keep_flagged = yes_field(_("Ik wil deze woorden behouden"))
    words_shown = HiddenField()

    def words_are_fine(self) -> bool:
        """Whether the texts may be saved: nothing is flagged that was not shown and confirmed.

        Otherwise the fields have an error each, and `found` says where which word stands.
        """
        kept = self._kept()
        found = [
            self._at(field, flag)
            for name, language in self.checked.items()
            if (field := self._fields.get(name)) is not None
            for flag in flagged(str(field.data or ""), language)
            if flag.word not in kept
        ]
        confirmed = self._confirmed()
        if all(each.flag.word in confirmed for each in found):
            return True
        self.found = tuple(found)
        self.words_shown.data = "|".join(dict.fromkeys(each.flag.word for each in found))
        self.keep_flagged.data = False
        for field in dict.fromkeys(each.field for each in found):
            said = ", ".join(f"“{each.flag.written}”" for each in found if each.field is field)
            sentence = gettext("Kijk nog eens naar: %(words)s.", words=said)
            field.errors = [*field.errors, sentence]
        return False

    def keep(self, about: About) -> None:
        """Keep the words that were confirmed, for what was just saved; in the same commit."""
        kept, confirmed = self._kept(), self._confirmed()
        words = {
            flag.word
            for name, language in self.checked.items()
            if (field := self._fields.get(name)) is not None
            for flag in flagged(str(field.data or ""), language)
        }
        chosen = sorted((words & confirmed) - kept)
        if chosen:
            keep_words(
                writing(),
                actor=me().actor,
                season_id=this_season().id,
                subject_kind=about.kind,
                subject_id=about.id,
                words=chosen,
                now=now(),
            )

    def _kept(self) -> frozenset[str]:
        return words_kept(self.about)

    def _confirmed(self) -> frozenset[str]:
        """The words that stood on the page on which the box was ticked."""
        if not self.keep_flagged.data:
            return frozenset()
        return frozenset(str(self.words_shown.data or "").split("|")) - {""}

    @staticmethod
    def _at(field: Field, flag: Flag) -> Found:
        text: Any = str(field.data)
        before, after = text[: flag.start], text[flag.end :]
        return Found(
            field,
            flag,
            ("…" if len(before) > _AROUND else "") + before[-_AROUND:],
            after[:_AROUND] + ("…" if len(after) > _AROUND else ""),
        )


def words_kept(about: About | None) -> frozenset[str]:
    """The words that were kept for a row of this municipality before."""
    if about is None:
        return frozenset()
    return kept_words(
        reading(), this_municipality().id, subject_kind=about.kind, subject_id=about.id
    )
