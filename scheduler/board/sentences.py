"""Broken rules in words that a planner reads: names instead of codes, no more than a first name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from data.issues import Language
from data.page.wording import Wording
from data.references import goals, languages, needs, room_features
from scheduler.board.names import NAMED, Kind
from scheduler.text import Text
from solver.check import Violation
from solver.problem import Problem

_GROUP: Final = re.compile(r"(offer:\d+)@(block:\d+)@(room:\d+)")
_CENTS: Final = re.compile(r"(\d+) cents?\b")
_MINUTES: Final = re.compile(r"(\d+) (?:minuten|minutes) in \d+-W(\d+), (hoogstens|at most) (\d+)")
_CODES: Final = re.compile(r": ([\w, -]+)\.$")
_ROLE: Final = {
    "nl": {"lead": "hoofdbegeleider", "assistant": "medebegeleider"},
    "en": {"lead": "lead", "assistant": "assistant"},
}
_SOMEBODY: Final = Text(nl="dit kind", en="this child")
_WEEK: Final = Text(
    nl="{worked} in week {week}, hoogstens {most}", en="{worked} in week {week}, at most {most}"
)
_HOURS: Final = Text(nl="{hours} uur", en="{hours} hours")


def readable(violation: Violation, problem: Problem, called: Mapping[str, str]) -> Text:
    """The sentence of a broken rule."""
    return Text(
        nl=_Teller(problem, called, "nl").said(violation),
        en=_Teller(problem, called, "en").said(violation),
    )


class _Teller:
    def __init__(self, problem: Problem, called: Mapping[str, str], language: Language) -> None:
        self._problem, self._called, self._language = problem, called, language
        self._wording = Wording(language)

    def said(self, violation: Violation) -> str:
        text = violation.detail_en if self._language == "en" else violation.detail_nl
        text = text.replace("leerlingen", "kinderen").replace("pupils", "children")
        text = self._without_codes(text, violation.rule)
        text = _CENTS.sub(lambda m: self._euros(int(m[1])), text)
        text = _MINUTES.sub(self._hours, text)
        text = _GROUP.sub(self._group, text)
        text = NAMED.sub(lambda m: self._name(m[0]), text)
        text = re.sub(r"\b([Ll])okaal [Ll]okaal ", r"\1okaal ", text)
        return text[:1].upper() + text[1:]

    def _without_codes(self, text: str, rule: str) -> str:
        language = self._language
        if rule == "3.7":
            # What a child needs is nobody's business here: that it is not met is enough.
            return _CODES.sub(".", text)
        for role, name in _ROLE[language].items():
            text = re.sub(rf"(de rol|the role) {role}\b", rf"\1 {name}", text)
        spoken = languages()
        text = re.sub(
            r"(de taal|the language) (\w+)",
            lambda m: f"{m[1]} {spoken[m[2]].name if m[2] in spoken else m[2]}",
            text,
        )
        codes = _CODES.search(text)
        if codes is None or rule not in {"3.3", "3.4"}:
            return text
        return text[: codes.start()] + ": " + self._listed(codes[1]) + "."

    def _listed(self, codes: str) -> str:
        known = {**goals(), **room_features(), **needs()}
        found = (code.strip() for code in codes.split(","))
        return ", ".join(
            getattr(known[code], self._language) if code in known else code for code in found
        )

    def _euros(self, cents: int) -> str:
        return "€ " + self._wording.number(cents / 100)

    def _hours(self, found: re.Match[str]) -> str:
        worked, week, _, most = found.groups()
        return _WEEK.said(
            self._language,
            week=int(week),
            worked=_HOURS.said(self._language, hours=self._wording.number(int(worked) / 60)),
            most=_HOURS.said(self._language, hours=self._wording.number(int(most) / 60)),
        )

    def _group(self, found: re.Match[str]) -> str:
        offer, block, room = found.groups()
        return f"{self._name(offer)} ({self._name(block)}, {self._name(room)})"

    def _name(self, name: str) -> str:
        called = self._called.get(name, "")
        if name.startswith(f"{Kind.ROOM}:") and name in self._problem.room_by_id:
            site = self._called.get(self._problem.room_by_id[name].location_id, "")
            return f"{called}, {site}" if called else site
        return called or _SOMEBODY.said(self._language)
