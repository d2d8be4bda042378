"""The plain sentences that say why: one each, in Dutch (B1, "je") and English.

They name offers by title, sites by name and blocks by label (by their dates where there is
none), and never another child. They state facts about the plan and ask nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping

from solver.plan import Reason
from solver.problem import SMALL_GROUP, Block, Offer, Problem, Wish

Detail = Mapping[str, str]

LANGUAGES = ("nl", "en")

NOT_WISHED = "not_wished"
"""The reason of a lost promise that no wish asks for any more."""

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}

SENTENCES: Mapping[tuple[str, str], tuple[str, str]] = {
    (Reason.SATISFIED_ELSEWHERE, "offer"): (
        "Je zit al in een groep van {offer} die je minstens even graag wou.",
        "You already have a place in a group of {offer} that you wanted at least as much.",
    ),
    (Reason.SATISFIED_ELSEWHERE, "places"): (
        "Je hebt al zoveel plaatsen als je vroeg, en die wou je minstens even graag.",
        "You already have as many places as you asked for, and you wanted those at least as much.",
    ),
    (Reason.SATISFIED_ELSEWHERE, "none_asked"): (
        "Je gaf aan dat je geen plaats zoekt, dus zochten we er geen.",
        "You said that you are not looking for a place, so we did not look for one.",
    ),
    (Reason.SATISFIED_ELSEWHERE, "time"): (
        "Je hebt al een plaats die je minstens even graag wou, en {wish} past daar qua tijd niet "
        "bij.",
        "You already have a place that you wanted at least as much, and {wish} does not fit in "
        "time beside it.",
    ),
    (Reason.AGE, ""): (
        "{offer} is er voor wie in {year} {ages} wordt.",
        "{offer} is for those who turn {ages} in {year}.",
    ),
    (Reason.NOT_AVAILABLE, ""): (
        "Volgens de dagen die je opgaf, ben je niet vrij voor alle keren van {wish}.",
        "According to the days you gave, you are not free for every session of {wish}.",
    ),
    (Reason.NOT_AVAILABLE, "not_offered"): (
        "{wish} staat niet in het aanbod.",
        "{wish} is not on offer.",
    ),
    (Reason.TOO_FAR, "not_offered"): (
        "{wish} staat niet in het aanbod.",
        "{wish} is not on offer.",
    ),
    (Reason.CLOSED_BY_PLANNER, "gone"): (
        "{wish} staat niet meer in het aanbod.",
        "{wish} is no longer on offer.",
    ),
    (Reason.TOO_FAR, ""): (
        "{wish} is niet te bereiken binnen de {limit} minuten reistijd die je opgaf.",
        "{wish} cannot be reached within the {limit} minutes of travel that you gave.",
    ),
    (Reason.NEED_NOT_MET, ""): (
        "Waar en wanneer jij kunt, vonden we voor {wish} geen lokaal of begeleider die past bij "
        "wat je nodig hebt.",
        "Where and when you can come, there is no room or tutor for {wish} that fits what you "
        "need.",
    ),
    (Reason.NEED_NOT_MET, "small"): (
        "Een groep van {offer} telt minstens {min_size} kinderen, en je vroeg om een kleine groep "
        "van hoogstens {small}.",
        "A group of {offer} has at least {min_size} children, and you asked for a small group of "
        "at most {small}.",
    ),
    (Reason.CLOSED_BY_PLANNER, ""): (
        "De organisatie laat {wish} niet doorgaan waar en wanneer jij kunt.",
        "The organisers keep {wish} closed where and when you can come.",
    ),
    (Reason.CLOSED_BY_PLANNER, "pupil"): (
        "De organisatie heeft voor jou geen plaats opengesteld in {wish}.",
        "The organisers have not opened a place for you in {wish}.",
    ),
    (Reason.FULL, ""): (
        "De groepen van {wish} die voor jou konden, zitten vol.",
        "The groups of {wish} that you could have joined are full.",
    ),
    (Reason.FULL, "unfit"): (
        "In de groepen van {wish} die doorgaan, is geen plaats vrij die past bij wat je nodig "
        "hebt.",
        "The groups of {wish} that take place have no free place that fits what you need.",
    ),
    (Reason.NO_TUTOR, "busy"): (
        "Er zijn niet genoeg begeleiders vrij voor nog een groep van {wish} waar en wanneer jij "
        "kunt.",
        "There are not enough free tutors for one more group of {wish} where and when you can "
        "come.",
    ),
    (Reason.NO_TUTOR, "none"): (
        "Er zijn in het geheel te weinig begeleiders voor {wish} waar en wanneer jij kunt.",
        "There are too few tutors in all for {wish} where and when you can come.",
    ),
    (Reason.NO_TUTOR, "busy_skilled"): (
        "Er zijn niet genoeg begeleiders vrij voor nog een groep van {wish} die past bij wat je "
        "nodig hebt.",
        "There are not enough free tutors for one more group of {wish} that fits what you need.",
    ),
    (Reason.NO_TUTOR, "none_skilled"): (
        "Er zijn in het geheel te weinig begeleiders voor een groep van {wish} die past bij wat je "
        "nodig hebt.",
        "There are too few tutors in all for a group of {wish} that fits what you need.",
    ),
    (Reason.NO_TUTOR, "where_enough"): (
        "Waar genoeg kinderen {wish} vroegen en konden, zijn er niet genoeg begeleiders vrij voor "
        "nog een groep.",
        "Where enough children asked for {wish} and could come, there are not enough free tutors "
        "for one more group.",
    ),
    (Reason.NO_ROOM, "where_enough"): (
        "Waar genoeg kinderen {wish} vroegen en konden, en er nog begeleiding was, was er geen "
        "passend lokaal vrij.",
        "Where enough children asked for {wish} and could come, and there were still tutors, no "
        "suitable room was free.",
    ),
    (Reason.BUDGET, "where_enough"): (
        "Waar genoeg kinderen {wish} vroegen en konden, is het budget te klein voor nog een groep.",
        "Where enough children asked for {wish} and could come, the budget is too small for one "
        "more group.",
    ),
    (Reason.NO_ROOM, "busy"): (
        "Waar er nog begeleiding was voor {wish}, was er geen passend lokaal meer vrij.",
        "Where there were still tutors for {wish}, no suitable room was free any more.",
    ),
    (Reason.NO_ROOM, "none"): (
        "Waar er nog begeleiding was voor {wish}, is er geen passend lokaal.",
        "Where there were still tutors for {wish}, there is no suitable room.",
    ),
    (Reason.BUDGET, ""): (
        "Voor nog een groep van {wish} is het budget van deze zomer te klein.",
        "The budget of this summer is too small for one more group of {wish}.",
    ),
    (Reason.TOO_FEW, ""): (
        "Te weinig kinderen vroegen {wish} en konden dan komen: een groep begint vanaf {min_size}.",
        "Too few children asked for {wish} and could come then: a group starts from {min_size}.",
    ),
    (Reason.LINKED, ""): (
        "Je vroeg om samen met iemand te gaan, en samen lukte {wish} niet.",
        "You asked to go together with somebody, and together {wish} did not work out.",
    ),
    (Reason.TRADED, ""): (
        "We vonden geen manier om je een plaats te geven in {wish} zonder een ander kind een "
        "plaats of een liever gekozen groep af te nemen.",
        "We found no way to give you a place in {wish} without taking a place, or a dearer wish, "
        "from another child.",
    ),
    (Reason.TRADED, "max_groups"): (
        "Alle groepen die {offer} mag hebben, zijn al open, en geen daarvan past bij wat je vroeg "
        "en kunt.",
        "All groups that {offer} may have are open already, and none of them fits what you asked "
        "for and can do.",
    ),
    (Reason.TRADED, "no_groups"): (
        "{offer} krijgt deze zomer geen groepen.",
        "{offer} has no groups this summer.",
    ),
    (Reason.TRADED, "fixed"): (
        "{wish} gaat niet samen met een plaats die de organisatie voor jou vastlegde.",
        "{wish} does not go together with a place that the organisers have fixed for you.",
    ),
    (Reason.TRADED, "own_place"): (
        "{wish} gaat niet samen met een plaats die je wel kreeg.",
        "{wish} does not go together with a place that you did get.",
    ),
    (Reason.TRADED, "promised"): (
        "{wish} gaat niet samen met een plaats die je al beloofd was en die je houdt.",
        "{wish} does not go together with a place that you were promised and that you keep.",
    ),
    (NOT_WISHED, ""): (
        "{wish} staat niet meer bij je wensen.",
        "{wish} is no longer among your wishes.",
    ),
}
"""Every sentence by (reason, variant): Dutch, then English."""


def refusal_detail(problem: Problem, wish: Wish, reason: str, variant: str = "") -> Detail:
    """One sentence per language that says why the wish was not granted.

    Args:
        problem: where titles, names and labels come from.
        wish: the wish that no place grants.
        reason: a `Reason`, or `NOT_WISHED`.
        variant: which of the reason's sentences; the plain one where empty.

    Raises:
        KeyError: the reason has no such variant.
    """
    limit = problem.pupil_by_id[wish.pupil_id].max_travel if reason == Reason.TOO_FAR else None
    texts = zip(LANGUAGES, SENTENCES[reason, variant], strict=True)
    return {
        language: text.format(**_words(problem, wish, limit, language)) for language, text in texts
    }


def lost_detail(detail: Detail) -> Detail:
    """The same reason, said of a promised place that could not be kept."""
    opening = {
        "nl": "Je beloofde plaats kon niet blijven",
        "en": "Your promised place could not stay",
    }
    return {
        language: f"{opening[language]}: {sentence[:1].lower()}{sentence[1:]}"
        for language, sentence in detail.items()
    }


def block_words(block: Block, language: str) -> str:
    """The block's label, or its first and last day in words where it has none."""
    if block.label or not block.sessions:
        return block.label or block.id
    days = [session.day for session in block.sessions]
    first, last = min(days), max(days)
    months = _MONTHS[language].split()
    end = f"{last.day} {months[last.month - 1]}"
    if first == last:
        return end
    start = (
        str(first.day) if first.month == last.month else f"{first.day} {months[first.month - 1]}"
    )
    return f"{start} {'tot' if language == 'nl' else 'to'} {end}"


def _words(problem: Problem, wish: Wish, limit: int | None, language: str) -> dict[str, object]:
    offer = problem.offer_by_id[wish.offer_id]
    named = []
    if wish.block_id is not None:
        named.append(block_words(problem.block_by_id[wish.block_id], language))
    if wish.location_id is not None:
        named.append(problem.location_by_id[wish.location_id].name)
    title = f"‘{offer.title}’"
    return {
        "offer": title,
        "wish": f"{title} ({', '.join(named)})" if named else title,
        "ages": _ages(offer, language),
        "year": problem.season.year,
        "limit": limit,
        "min_size": offer.min_size,
        "small": SMALL_GROUP,
    }


def _ages(offer: Offer, language: str) -> str:
    young, old = offer.age_from, offer.age_to
    if young is not None and old is not None:
        to = "tot en met" if language == "nl" else "to"
        return str(young) if young == old else f"{young} {to} {old}"
    older, younger = ("of ouder", "of jonger") if language == "nl" else ("or older", "or younger")
    if young is not None:
        return f"{young} {older}"
    return f"{old} {younger}"
