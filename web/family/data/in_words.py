"""Everything that is kept about a family, in plain words: the same for the page and the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from models.enums import LinkPurpose, PlaceStatus, WaitingStatus
from scheduler.drafts.answers import read
from scheduler.season.availability import WindowDraft
from scheduler.season.slots import Slots
from web.database import reading
from web.family.asking.free_days import window_words
from web.family.asking.naming import CHANNELS, ROLES, TRAVEL, language_names, need_name
from web.family.data.naming import MESSAGES
from web.guarding import season as this_season
from web.words import apart, day, moment

Kept = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Fact:
    """What is kept, and its value, a line each."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is kept about one person, or of one kind; `child`: the number of the child."""

    title: str
    facts: tuple[Fact, ...]
    child: int | None = None


def in_words(kept: Kept) -> tuple[Part, ...]:
    """The contact, each child, and what was sent."""
    slots = Slots(reading(), this_season())
    return (
        Part(gettext("Jij"), tuple(_about_contact(kept["contact"][0]))),
        *(
            Part(
                child["first_name"] or gettext("Je kind"),
                tuple(_about_child(child, kept, slots)),
                child["id"],
            )
            for child in kept["child"]
        ),
        Part(gettext("Berichten en sleutels"), tuple(_about_messages(kept))),
    )


def _about_contact(row: Mapping[str, Any]) -> Iterator[Fact]:
    nothing = gettext("Niet ingevuld")
    yield Fact(gettext("Wie je bent"), (str(ROLES[row["role"]]),))
    yield Fact(gettext("Je naam"), (row["name"] or nothing,))
    yield Fact(gettext("Hoe we je bereiken"), (str(CHANNELS[row["channel"]]),))
    yield Fact(gettext("E-mailadres"), (row["email"] or nothing,))
    yield Fact(gettext("Telefoon"), (row["phone"] or nothing,))
    yield Fact(gettext("Adres voor een brief"), (row["address"] or nothing,))
    yield Fact(gettext("Je taal"), (language_names().get(row["language"], row["language"]),))


def _about_child(child: Mapping[str, Any], kept: Kept, slots: Slots) -> Iterator[Fact]:
    def mine(table: str) -> list[Mapping[str, Any]]:
        return [row for row in kept[table] if row["child_id"] == child["id"]]

    nothing = gettext("Niet ingevuld")
    yield Fact(gettext("Voornaam"), (child["first_name"] or nothing,))
    yield Fact(gettext("Geboortejaar"), (str(child["birth_year"]),))
    point = nothing
    if child["lat"] is not None:
        # A point, as everybody writes it: no decimal comma.
        point = gettext(
            "Een punt op de kaart, afgerond op 100 meter: %(point)s",
            point=f"{child['lat']:.4f} {child['lon']:.4f}",
        )
    yield Fact(gettext("Waar je kind vertrekt"), (point,))
    yield Fact(gettext("Hoe je kind komt"), (str(TRAVEL[child["travel_mode"]]),))
    if child["max_travel_min"] is not None:
        far = gettext("Hoogstens %(number)d minuten", number=child["max_travel_min"])
        yield Fact(gettext("Hoe ver"), (far,))
    yield Fact(gettext("Hoeveel groepen hoogstens"), (str(child["max_places"]),))
    yield Fact(
        gettext("Wanneer je kind vrij is"),
        tuple(_window(row) for row in mine("availability_window"))
        or (gettext("Altijd, de hele zomer"),),
    )
    needs = tuple(need_name(row["code"]) for row in mine("child_need"))
    yield Fact(gettext("Wat je kind helpt"), needs or (nothing,))
    people = tuple(f"{row['name']} {row['phone']}".strip() for row in mine("emergency_contact"))
    yield Fact(gettext("Wie we bellen als er iets is"), people or (nothing,))
    yield Fact(gettext("Wat je kind wil leren of doen"), (child["own_words"] or nothing,))
    said = {None: nothing, True: gettext("Ja"), False: gettext("Nee")}[child["says_yes"]]
    yield Fact(gettext("Wil je kind zelf meedoen?"), (said,))
    yield Fact(gettext("De code voor een vriend"), (child["link_code"] or nothing,))
    if child["looked_back"]:
        told = gettext("Ja. Wat je antwoordde, bewaren we niet bij je kind.")
        yield Fact(gettext("Vertelde je hoe het was?"), (told,))
    yield from _about_plan(child, kept, slots)


def _about_plan(child: Mapping[str, Any], kept: Kept, slots: Slots) -> Iterator[Fact]:
    def lines(table: str, **only: Any) -> tuple[str, ...]:
        return tuple(
            slot_line(slots, row)
            for row in kept[table]
            if row["child_id"] == child["id"]
            and all(row[name] == value for name, value in only.items())
        )

    yield Fact(gettext("Wensen"), lines("wish") or (gettext("Geen"),))
    held = lines("place", status=PlaceStatus.HELD)
    back = lines("place", status=PlaceStatus.GIVEN_BACK)
    refused = lines("refusal")
    waits = sum(
        row["child_id"] == child["id"] and row["status"] is WaitingStatus.WAITING
        for row in kept["waiting_entry"]
    )
    if held:
        yield Fact(gettext("Plaatsen"), held)
    if back:
        yield Fact(gettext("Teruggegeven"), back)
    if refused:
        yield Fact(gettext("Wat niet kon"), refused)
    if waits:
        yield Fact(
            gettext("Wachten"),
            (ngettext("Voor %(num)d groep", "Voor %(num)d groepen", waits),),
        )
    together = sum(child["id"] in {row["child_a_id"], row["child_b_id"]} for row in kept["link"])
    if together:
        yield Fact(
            gettext("Samen"),
            (ngettext("Met %(num)d ander kind", "Met %(num)d andere kinderen", together),),
        )
    places = {row["id"] for row in kept["place"] if row["child_id"] == child["id"]}
    days = tuple(
        f"{day(row['day'])}: {gettext('was er') if row['was_there'] else gettext('was er niet')}"
        for row in kept["attendance"]
        if row["place_id"] in places
    )
    if days:
        yield Fact(gettext("Aanwezig"), days)


def _about_messages(kept: Kept) -> Iterator[Fact]:
    sent = tuple(
        f"{moment(row['created_at'])}: {MESSAGES.get(row['kind'], row['kind'])}"
        for row in kept["message"]
    )
    yield Fact(gettext("Wat we je lieten weten"), sent or (gettext("Nog niets"),))
    keys = [row for row in kept["signed_link"] if row["revoked_at"] is None]
    ways = sum(row["purpose"] is LinkPurpose.FAMILY for row in keys)
    yield Fact(
        gettext("Links en codes om binnen te komen"),
        (gettext("%(number)d, zonder de letters zelf", number=ways),),
    )
    feeds = len(keys) - ways
    if feeds:
        yield Fact(
            gettext("Kalenders"),
            (ngettext("%(num)d adres", "%(num)d adressen", feeds),),
        )
    begun = tuple(_begun(row, kept) for row in kept["request_draft"])
    if begun:
        yield Fact(gettext("Nog niet verstuurd"), begun)


def _begun(row: Mapping[str, Any], kept: Kept) -> str:
    """What was begun and not sent, of whom, and until when it stays."""
    base = read(row["answers"]).base
    what = ngettext("%(num)d begonnen vraag", "%(num)d begonnen vragen", 1)
    if base is not None:
        names = {child["id"]: child["first_name"] for child in kept["child"]}
        who = names.get(base.child_id) or gettext("Je kind")
        what = gettext("Begonnen wijziging: %(child)s", child=who)
    until = gettext("bewaard tot %(day)s", day=moment(row["expires_at"]))
    return f"{what} · {until}"


def slot_line(slots: Slots, row: Mapping[str, Any]) -> str:
    """An offer, where and when, on one line; a group's block and place where it is a place."""
    slot = slots.of((row["offer_id"], row.get("block_id"), row.get("location_id")))
    where = slot.where or row.get("location", "")
    first, last = slot.first_day or row.get("first_day"), slot.last_day or row.get("last_day")
    when = ""
    if first is not None and last is not None:
        when = day(first) if first == last else f"{day(first)} – {day(last)}"
    return " · ".join(part for part in (apart(slot.offer), apart(where), when) if part)


def _window(row: Mapping[str, Any]) -> str:
    names = ("first_day", "last_day", "start_min", "end_min")
    return window_words(WindowDraft(**{name: row[name] for name in names}))
