"""What helps the child, whom to call, and what the child says itself. All may stay empty."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from scheduler.drafts.answers import Step
from web.family.asking.keeping import Asking
from web.family.asking.naming import NEEDS, NEEDS_TOGETHER
from web.family.asking.question import Question, Saved
from web.family.asking.typed import plain
from web.forms import checkboxes_field, long_text, optional_text, radio_field

_SAYS = {"ja": True, "nee": False}
_PEOPLE = (1, 2)


class HelpQuestion(Question):
    """What helps your child?"""

    step, saves, path = Step.HELP, (Step.HELP,), "hulp"
    needs = checkboxes_field(
        _("Wat regelen we graag voor je kind?"),
        hint=_("Waarom het helpt, vragen we niet."),
    )
    name_1 = optional_text(_("Naam"), longest=120)
    phone_1 = optional_text(_("Telefoon"), longest=40)
    name_2 = optional_text(_("Naam"), longest=120)
    phone_2 = optional_text(_("Telefoon"), longest=40)
    own_words = long_text(
        _("Waaraan wil je kind graag werken?"),
        longest=500,
        hint=_("In eigen woorden."),
    )
    says_yes = radio_field(_("Vraag het je kind: wil je meedoen?"))

    def __init__(self, asking: Asking, **filled: Any) -> None:
        super().__init__(asking, **filled)
        self.needs.choices = list(NEEDS.items())
        self.needs.validate_choice = False  # what is no need is left out
        self.says_yes.choices = [
            ("ja", _("Ik wil meedoen")),
            ("nee", _("Ik wil liever niet meedoen")),
        ]

    @classmethod
    def began(cls, asking: Asking) -> dict[str, Any]:
        """What was answered before."""
        kept = asking.of(Step.HELP)
        said: dict[Any, str] = {value: word for word, value in _SAYS.items()}
        found = {
            "needs": list(kept.get("needs", ())),
            "own_words": kept.get("own_words", ""),
            "says_yes": said.get(kept.get("says_yes", ""), ""),
        }
        for place, person in zip(_PEOPLE, kept.get("emergency", ()), strict=False):
            found |= {f"name_{place}": person["name"], f"phone_{place}": person["phone"]}
        return found

    def shown(self) -> dict[str, Any]:
        """The needs: some go together under a name, the last ones stand alone."""
        ticked = set(self.needs.data or ())
        groups = [
            (name, [(code, NEEDS[code]) for code in codes], not ticked.isdisjoint(codes))
            for name, codes in NEEDS_TOGETHER
        ]
        named = {code for _name, codes in NEEDS_TOGETHER for code in codes}
        alone = [(code, name) for code, name in NEEDS.items() if code not in named]
        return {"groups": groups, "alone": alone, "ticked": ticked}

    def saved(self) -> Saved | None:
        """All that was filled in."""
        people = []
        for place in _PEOPLE:
            name = plain(self._fields[f"name_{place}"].data)
            phone = plain(self._fields[f"phone_{place}"].data)
            if name and not phone:
                self._fields[f"phone_{place}"].errors = [gettext("Vul een telefoonnummer in.")]
            elif phone:
                people.append({"name": name, "phone": phone})
        if self.errors:
            return None
        # The page has room for two; who else is there already stays.
        people += self.asking.of(Step.HELP).get("emergency", ())[len(_PEOPLE) :]
        ticked = set(self.needs.data or ())
        return {
            Step.HELP: {
                "needs": [code for code in NEEDS if code in ticked],
                "emergency": people,
                "own_words": plain(self.own_words.data),
                "says_yes": _SAYS.get(str(self.says_yes.data or "")),
            }
        }
