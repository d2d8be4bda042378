"""With whom the child wants to be: brothers and sisters by name, friends by their code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import g
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from models import Child, ChildContact
from scheduler.drafts.answers import Step, Values
from scheduler.drafts.prefilling import companions_of
from scheduler.season.way_in_hashes import as_typed_anywhere
from web import limits
from web.database import reading
from web.family.asking.keeping import Asking
from web.family.asking.question import Question, Saved
from web.family.asking.typed import plain
from web.forms import optional_text, radio_field

TRYING_CODES: Final = "120 per hour"
RATHER: Final = "liefst"
STRICT: Final = "samen"
_FRIENDS: Final = 3


class TogetherQuestion(Question):
    """With whom? `made` adds a field for each brother or sister: `sibling_<number>`."""

    step, saves, path = Step.TOGETHER, (Step.TOGETHER,), "samen"
    code_1 = optional_text(_("Code van een vriend of vriendin"), longest=40)
    strict_1 = radio_field(_("Hoe graag samen?"))
    code_2 = optional_text(_("Code van een vriend of vriendin"), longest=40)
    strict_2 = radio_field(_("Hoe graag samen?"))
    code_3 = optional_text(_("Code van een vriend of vriendin"), longest=40)
    strict_3 = radio_field(_("Hoe graag samen?"))

    @classmethod
    def made(cls, asking: Asking) -> Question:
        """The form with a field for each brother or sister."""
        fields = {f"sibling_{number}": radio_field("") for number in siblings(asking)}
        kind: type[TogetherQuestion] = type("TogetherWith", (TogetherQuestion,), fields)
        began = {"version": asking.answers.count(*cls.saves), **cls.began(asking)}
        return kind(asking, data=began)

    def __init__(self, asking: Asking, **filled: Any) -> None:
        super().__init__(asking, **filled)
        ways = [(RATHER, _("Liefst samen")), (STRICT, _("Samen of niet"))]
        for place in range(1, _FRIENDS + 1):
            self._fields[f"strict_{place}"].choices = ways
        for number in siblings(asking):
            self._fields[f"sibling_{number}"].choices = [*ways, ("los", _("Los van elkaar"))]

    @classmethod
    def began(cls, asking: Asking) -> dict[str, Any]:
        """What was answered before."""
        links = {link["code"]: link["strict"] for link in asking.of(Step.TOGETHER).get("links", ())}
        found: dict[str, Any] = {}
        for number, child in siblings(asking).items():
            strict = links.pop(child.link_code, None)
            found[f"sibling_{number}"] = "" if strict is None else STRICT if strict else RATHER
        shown = list(links.items())[:_FRIENDS]
        for place, (code, strict) in enumerate(shown, start=1):
            found |= {f"code_{place}": code, f"strict_{place}": STRICT if strict else RATHER}
        return found

    def saved(self) -> Saved | None:
        """The codes, each once, and how much it matters."""
        links: dict[str, bool] = {}
        for number, child in siblings(self.asking).items():
            said = self._fields[f"sibling_{number}"].data
            if said in {RATHER, STRICT} and child.link_code:
                links[child.link_code] = said == STRICT
        typed = {
            place: as_typed_anywhere(plain(self._fields[f"code_{place}"].data))
            for place in range(1, _FRIENDS + 1)
        }
        known = self._known({code for code in typed.values() if code})
        for place, code in typed.items():
            if code and code not in known:
                self._fields[f"code_{place}"].errors = [
                    gettext("Deze code klopt niet. Kijk ze nog eens na.")
                ]
            elif code:
                strict = self._fields[f"strict_{place}"].data == STRICT
                links.setdefault(code, strict)
                if strict and code in self._agreed_otherwise():
                    self._fields[f"strict_{place}"].errors = [
                        gettext("Het andere gezin zei ja op ‘liefst samen’. Kies hier hetzelfde.")
                    ]
        if self.errors:
            return None
        for code, strict in self._not_shown():
            links.setdefault(code, strict)
        return {
            Step.TOGETHER: {
                "links": [{"code": code, "strict": strict} for code, strict in links.items()]
            }
        }

    def shown(self) -> dict[str, Any]:
        """Brothers and sisters, and room for friends."""
        return {
            "siblings": [
                (child.first_name, self._fields[f"sibling_{number}"])
                for number, child in siblings(self.asking).items()
            ],
            "friends": [
                (self._fields[f"code_{place}"], self._fields[f"strict_{place}"])
                for place in range(1, _FRIENDS + 1)
            ],
        }

    def _agreed_otherwise(self) -> frozenset[str]:
        """Friends whose family agreed to something that is less strict."""
        change = self.asking.change
        if change is None:
            return frozenset()
        return frozenset(
            each.code
            for each in companions_of(reading(), change.child)
            if each.agreed and not each.strict
        )

    def _not_shown(self) -> list[tuple[str, bool]]:
        """Friends beyond those for whom the page has room: they stay."""
        own = names_by_code(self.asking)
        friends = [link for link in links_of(self.asking) if link["code"] not in own]
        return [(link["code"], link["strict"]) for link in friends[_FRIENDS:]]

    def _known(self, codes: set[str]) -> set[str | None]:
        if not codes:
            return set()
        limits.count(TRYING_CODES, "friend")
        return set(
            reading().scalars(
                select(Child.link_code).where(
                    Child.season_id == self.asking.season.id,
                    Child.link_code.in_(codes),
                    Child.withdrawn_at.is_(None),
                )
            )
        )


def siblings(asking: Asking) -> Mapping[int, Child]:
    """The other children of this family that ask for something, by number."""
    if "asking_siblings" not in g:
        mine = select(ChildContact.child_id).where(ChildContact.contact_id == asking.contact_id)
        itself = 0 if asking.change is None else asking.change.child.id
        g.asking_siblings = {
            child.id: child
            for child in reading().scalars(
                select(Child)
                .where(
                    Child.season_id == asking.season.id,
                    Child.id.in_(mine),
                    Child.id != itself,
                    Child.withdrawn_at.is_(None),
                    Child.link_code.is_not(None),
                )
                .order_by(Child.id)
            )
        }
    found: Mapping[int, Child] = g.asking_siblings
    return found


def names_by_code(asking: Asking) -> Mapping[str, str]:
    """What a brother or sister is called, by code."""
    return {child.link_code or "": child.first_name for child in siblings(asking).values()}


def links_of(asking: Asking) -> tuple[Values, ...]:
    """The links as they were answered."""
    return tuple(asking.of(Step.TOGETHER).get("links", ()))
