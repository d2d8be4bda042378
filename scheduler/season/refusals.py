"""What verbs of a season answer when they do not do what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final

from data.issues import Language
from data.page.wording import Wording
from models.enums import Phase
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights.refusal import Refusal
from scheduler.rights.refusals import NotAllowed, NotHere
from scheduler.text import Text

__all__ = ["NotAllowed", "NotHere", "Refusal"]

PHASES: Final[Mapping[Phase, Text]] = {
    Phase.DRAFT: Text(nl="in voorbereiding", en="being prepared"),
    Phase.OFFER_PUBLISHED: Text(nl="aanbod te zien", en="offer published"),
    Phase.WISHES_OPEN: Text(nl="wensen open", en="wishes open"),
    Phase.CLOSED: Text(nl="wensen gesloten", en="wishes closed"),
    Phase.PLANNED: Text(nl="gepland", en="planned"),
    Phase.PUBLISHED: Text(nl="plaatsen bekend", en="places known"),
    Phase.RUNNING: Text(nl="bezig", en="running"),
    Phase.ARCHIVED: Text(nl="afgelopen", en="over"),
}
"""What people call the phases."""


class WrongPhase(Refusal):
    """The season is not in a phase in which this can be done."""

    text: ClassVar = Text(
        nl="Dat kan nu niet: deze zomer is {phase}.",
        en="That cannot be done now: this summer is {phase}.",
    )

    def __init__(self, phase: Phase) -> None:
        super().__init__(phase=PHASES[phase])
        self.phase = phase


class ChangedMeanwhile(Refusal):
    """Somebody else changed it since the form was made; what they saved stands.

    `by_id` is the account, or None where it was not staff; `at` is None where nothing tells.
    """

    text: ClassVar = Text(
        nl="{who} heeft dit intussen gewijzigd ({when}). Wat jij invulde is nog niet bewaard.",
        en="{who} changed this meanwhile ({when}). What you filled in is not saved yet.",
    )

    def __init__(
        self, *, version: int, who: Text, by_id: int | None = None, at: datetime | None = None
    ) -> None:
        super().__init__(who=who, when=_moment(at))
        self.version, self.by_id, self.at = version, by_id, at


def _moment(at: datetime | None) -> Text:
    if at is None:
        return Text(nl="niet bekend wanneer", en="not known when")
    local = at.astimezone(BRUSSELS)

    def said(language: Language) -> str:
        wording = Wording(language)
        return f"{wording.day(local.date())}, {wording.clock(local.hour * 60 + local.minute)}"

    return Text(nl=said("nl"), en=said("en"))


class FactsMissing(Refusal):
    """An offer is not published before families can know what they need (R5, R9).

    `facts` are names of columns; `goals` where an offer to learn has no goal to learn.
    """

    text: ClassVar = Text(
        nl="{offer} kan nog niet gepubliceerd worden. Vul eerst in: {facts}.",
        en="{offer} cannot be published yet. First fill in: {facts}.",
    )

    def __init__(self, *, offer: str, facts: tuple[str, ...]) -> None:
        super().__init__(
            offer=offer,
            facts=Text(
                nl=", ".join(_FACTS[fact].nl for fact in facts),
                en=", ".join(_FACTS[fact].en for fact in facts),
            ),
        )
        self.facts = facts


_FACTS: Final[Mapping[str, Text]] = {
    "step_free": Text(nl="toegang zonder trappen of niet", en="step-free or not"),
    "price_cents": Text(nl="de prijs", en="the price"),
    "spoken_languages": Text(nl="de talen", en="the languages"),
    "getting_there": Text(nl="hoe je er komt", en="how to get there"),
    "before_hours": Text(nl="opvang vooraf", en="what there is before"),
    "after_hours": Text(nl="opvang achteraf", en="what there is after"),
    "goals": Text(nl="een doel om aan te werken", en="a goal to work on"),
    "blocks": Text(nl="wanneer het kan doorgaan", en="when it may take place"),
}


class NothingToShow(Refusal):
    """No offer is published, so there is nothing to show or to wish."""

    text: ClassVar = Text(
        nl="Er is nog geen aanbod gepubliceerd.", en="No offer has been published yet."
    )


class BadValue(Refusal):
    """What was filled in cannot be; `field` says where."""

    text: ClassVar = Text(
        nl="Kijk dit na: {field} kan niet zo zijn.", en="Look at this again: {field} cannot be so."
    )

    def __init__(self, field: str) -> None:
        super().__init__(field=field)
        self.field = field


class UnknownCode(Refusal):
    """A code is not in the reference list; `near` is one that was perhaps meant, or empty."""

    text: ClassVar = Text(
        nl="{field}: {code} kennen we niet. Bedoelde je {near}?",
        en="{field}: {code} is not known. Did you mean {near}?",
    )

    def __init__(self, *, field: str, code: str, near: str) -> None:
        super().__init__(field=field, code=code, near=near or "?")
        self.field, self.code, self.near = field, code, near


class StillUsed(Refusal):
    """It cannot be removed: something else names it."""

    text: ClassVar = Text(
        nl="Dit kan niet weg: het wordt nog gebruikt.",
        en="This cannot go: something else still uses it.",
    )


class BrokenRule(Refusal):
    """The database holds a rule that this would break; `rule` is the constraint's name."""

    text: ClassVar = Text(nl="Dat kan niet: {why}", en="That cannot be: {why}")

    def __init__(self, rule: str, why: Text) -> None:
        super().__init__(why=why)
        self.rule = rule


class SameChild(Refusal):
    """A child cannot be linked to itself."""

    text: ClassVar = Text(
        nl="Dit is de code van je kind zelf.", en="This is the code of your child itself."
    )


class NoSuchCode(Refusal):
    """No child has this code to come along."""

    text: ClassVar = Text(
        nl="Deze code klopt niet. Kijk ze nog eens na.",
        en="This code is not right. Look at it again.",
    )


class NotHeld(Refusal):
    """The place was given back already, or is not one of the plan that counts."""

    text: ClassVar = Text(
        nl="Deze plaats is al teruggegeven.", en="This place was given back already."
    )


class CannotJoin(Refusal):
    """The rules do not let this child into this group, also where a seat is free."""

    text: ClassVar = Text(
        nl="In deze groep kan dat niet: leeftijd, dagen, afstand, een andere plaats of wat je"
        " kind nodig heeft past er niet bij.",
        en="It cannot be in this group: age, days, distance, another place or what your child"
        " needs does not fit.",
    )


class PinContradicts(Refusal):
    """Another pin says the opposite."""

    text: ClassVar = Text(
        nl="Een andere vastzetting zegt het tegendeel.", en="Another pin says the opposite."
    )


class SeasonNotReady(Refusal):
    """The season cannot be planned as it is; `issues` are the sentences by language.

    `tables`: for each of them the table of the dataset it is in (contract, section 1).
    """

    text: ClassVar = Text(
        nl="Deze zomer kan nog niet gepland worden: {issues}",
        en="This summer cannot be planned yet: {issues}",
    )

    def __init__(self, issues: tuple[Text, ...], tables: tuple[str, ...] = ()) -> None:
        super().__init__(
            issues=Text(
                nl=" ".join(issue.nl for issue in issues), en=" ".join(issue.en for issue in issues)
            )
        )
        self.issues, self.tables = issues, tables


class NoPlanYet(Refusal):
    """The run has no plan to keep (yet)."""

    text: ClassVar = Text(
        nl="Deze berekening heeft (nog) geen plan.", en="This run has no plan (yet)."
    )


class RunIsOver(Refusal):
    """The run has ended, so it cannot be stopped."""

    text: ClassVar = Text(nl="Deze berekening is al klaar.", en="This run has ended already.")


class PlanIsOld(Refusal):
    """The plan no longer fits the season: what it names has gone, or promises changed since."""

    text: ClassVar = Text(
        nl="Dit plan past niet meer bij deze zomer. Plan opnieuw.",
        en="This plan no longer fits this summer. Plan again.",
    )


class PlanUnfinished(Refusal):
    """Groups of the version lack children or tutors; `groups` are the first of them, by name."""

    text: ClassVar = Text(
        nl="Nog niet af op het bord: {groups}. Er zijn te weinig kinderen of begeleiders. Vul aan,"
        " sluit de groep of plan de rest opnieuw.",
        en="Not finished on the board yet: {groups}. There are too few children or tutors. Complete"
        " or close the group, or plan the rest again.",
    )

    def __init__(self, groups: str) -> None:
        super().__init__(groups=groups)


class AlreadyPublished(Refusal):
    """A version is published once; what it says then stands."""

    text: ClassVar = Text(
        nl="Deze versie is al gepubliceerd.", en="This version was published already."
    )


class GroupIsOver(Refusal):
    """The last session of the group has been."""

    text: ClassVar = Text(nl="Deze groep is al voorbij.", en="This group is over already.")
