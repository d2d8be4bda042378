"""The form of what a family asks for one child, in the order of the form on paper (R13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField
from wtforms import Form as Row

from models import AvailabilityWindow, Child, EmergencyContact, Wish
from models.enums import TravelMode
from models.rules import MOST
from scheduler.season.availability import WindowDraft
from scheduler.season.requests import ChildDraft, EmergencyDraft, WishDraft
from web.forms import (
    Form,
    checkboxes_field,
    long_text,
    optional_text,
    radio_field,
    select_field,
    text_field,
    version_field,
    whole_number,
)
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.half_days import (
    Half,
    Week,
    by_week,
    half_days_of,
    of_weeks,
    only_weeks,
    weeks_of,
    windows_of,
)
from web.staff.families.wishable import Wishable
from web.staff.naming import TRAVEL, need_names
from web.typed_points import point_of, typed_point

ALWAYS: Final = "altijd"
TICKED: Final = "aangeduid"
AS_IT_IS: Final = "zoals-nu"
ROWS: Final = 6
_PEOPLE: Final = 2
SAYS_YES: Final = (("ja", _("Ja")), ("nee", _("Nee")), ("", _("Niet gevraagd")))
"""What the child itself says (R4), as a form has it."""


class WishRow(Row):
    """One wish. An empty offer: no wish."""

    offer = select_field(_("Activiteit"))
    block = select_field(_("Wanneer"))
    location = select_field(_("Waar"))
    rank = optional_text(_("Volgorde"), longest=4)


class PersonRow(Row):
    """Whom to call on the day."""

    name = optional_text(_("Naam"))
    phone = optional_text(_("Telefoon"), longest=40)


class RequestForm(Form):
    """A child and all that is asked for it."""

    version = version_field()
    first_name = text_field(_("Voornaam van het kind"), _("Vul de voornaam in."), longest=80)
    birth_year = text_field(_("Geboortejaar"), _("Vul het geboortejaar in."), longest=4)
    home = optional_text(
        _("Postcode of punt (mag leeg blijven)"),
        longest=60,
        hint=_("Zoals 9000, of 51,05; 3,72. We ronden af op 100 meter."),
    )
    travel_mode = select_field(_("Hoe komt het kind?"))
    max_travel_min = optional_text(_("Hoe ver, in minuten? (mag leeg blijven)"), longest=4)
    when = radio_field(_("Wanneer is het kind vrij?"), missing=_("Kies wanneer het kind vrij is."))
    free = checkboxes_field(_("Vrij in"))
    wishes = FieldList(FormField(WishRow), min_entries=ROWS)
    max_places = text_field(_("Hoeveel groepen hoogstens?"), _("Vul een getal in."), longest=3)
    needs = checkboxes_field(_("Wat helpt dit kind? (mag leeg blijven)"))
    own_words = long_text(_("Waaraan wil het kind werken? (mag leeg blijven)"), longest=500)
    says_yes = radio_field(_("Zegt het kind zelf ja?"))
    emergency = FieldList(FormField(PersonRow), min_entries=_PEOPLE)

    def __init__(self, wishable: Wishable, *, finer: bool = False, **filled: Any) -> None:
        super().__init__(**filled)
        here = this_season()
        self.weeks: Sequence[Week] = weeks_of(here.first_day, here.last_day)
        self.wishable = wishable
        self.free.choices = [(week.word(half), "") for week in self.weeks for half in Half]
        self.when.choices = [
            (ALWAYS, _("Altijd, de hele zomer")),
            (TICKED, _("Alleen wanneer hieronder aangeduid")),
            *([(AS_IT_IS, _("Zoals het nu staat, fijner dan weken"))] if finer else []),
        ]
        self.travel_mode.choices = list(TRAVEL.items())
        self.says_yes.choices = list(SAYS_YES)
        self.needs.choices = list(need_names().items())
        offers = [("", _("Geen")), *((str(n), o.name) for n, o in wishable.offers.items())]
        blocks = [("", _("Eender wanneer")), *((str(n), t) for n, t in wishable.blocks.items())]
        sites = [("", _("Eender waar")), *((str(n), t) for n, t in wishable.locations.items())]
        for row in self.wishes:
            row.form.offer.choices, row.form.block.choices = offers, blocks
            row.form.location.choices = sites
            for field in (row.form.offer, row.form.block, row.form.location):
                field.validate_choice = False  # `_wishes` says which choice is wrong, and why

    @property
    def age(self) -> int | None:
        """The child's age in the season, as far as the birth year says it."""
        year = whole_number(self.birth_year.data)
        return None if year is None else this_season().year - year

    def child_draft(self, *, kept: Iterable[AvailabilityWindow] = ()) -> ChildDraft | None:
        """The child as filled in; None where something cannot be read: its field says what.

        Call it on a form that was validated. `kept`: the windows that are there, which stay
        where the form says so.
        """
        year = self._whole(self.birth_year, gettext("Schrijf een jaartal, zoals 2018."))
        if year is not None and not this_season().year - 120 <= year <= this_season().year:
            self.birth_year.errors = [gettext("Dit geboortejaar kan niet.")]
        point = self._point()
        minutes = self._whole(self.max_travel_min, gettext("Schrijf hier een aantal minuten."))
        most = self._whole(self.max_places, gettext("Schrijf hier een getal vanaf 1."))
        if most is not None and not 1 <= most <= MOST:
            self.max_places.errors = [gettext("Schrijf hier een getal vanaf 1.")]
        windows, wishes, people = self._windows(kept), self._wishes(), people_typed(self.emergency)
        if self.errors or year is None or most is None:
            return None
        return ChildDraft(
            first_name=str(self.first_name.data),
            birth_year=year,
            lat=point[0],
            lon=point[1],
            travel_mode=TravelMode(self.travel_mode.data),
            max_travel_min=minutes,
            max_places=most,
            says_yes=yes_typed(self.says_yes.data),
            own_words=str(self.own_words.data or ""),
            needs=tuple(self.needs.data or ()),
            windows=windows,
            wishes=wishes,
            emergency=people,
        )

    def _whole(self, field: Any, wrong: str) -> int | None:
        typed = str(field.data or "").strip()
        number = whole_number(typed)
        if typed and number is None:
            field.errors = [wrong]
        return number

    def _point(self) -> tuple[float | None, float | None]:
        typed = str(self.home.data or "").strip()
        found = point_of(typed, nis=this_municipality().nis or "")
        if typed and found is None:
            self.home.errors = [gettext("Dit herkennen we niet als postcode of als punt.")]
        return found or (None, None)

    def _windows(self, kept: Iterable[AvailabilityWindow]) -> tuple[WindowDraft, ...]:
        if self.when.data == AS_IT_IS:
            return tuple(
                WindowDraft(
                    first_day=each.first_day,
                    last_day=each.last_day,
                    start_min=each.start_min,
                    end_min=each.end_min,
                )
                for each in kept
            )
        if self.when.data != TICKED:
            return ()
        found = windows_of(of_weeks(set(self.free.data or ()), self.weeks))
        if not found:
            self.free.errors = [gettext("Duid minstens één week aan, of kies altijd.")]
        return found

    def _wishes(self) -> tuple[WishDraft, ...]:
        found: list[WishDraft] = []
        asked: set[tuple[int, int | None, int | None]] = set()
        for place, entry in enumerate(self.wishes, start=1):
            row = entry.form
            offer = self.wishable.offers.get(whole_number(row.offer.data) or 0)
            if offer is None:
                continue
            block, site = whole_number(row.block.data), whole_number(row.location.data)
            rank = self._rank(row, place)
            if block is not None and block not in offer.blocks:
                row.block.errors = [gettext("Deze activiteit is er dan niet.")]
            if site is not None and site not in (offer.locations or self.wishable.locations):
                row.location.errors = [gettext("Deze activiteit is daar niet.")]
            if (offer.number, block, site) in asked:
                row.offer.errors = [gettext("Deze wens staat er al.")]
            asked.add((offer.number, block, site))
            found.append(
                WishDraft(rank=rank, offer_id=offer.number, block_id=block, location_id=site)
            )
        if not found:
            self.wishes[0].form.offer.errors = [gettext("Kies minstens één activiteit.")]
        _lift(self.wishes)
        return tuple(found)

    def _rank(self, row: Any, place: int) -> int:
        rank = self._whole(row.rank, gettext("Schrijf hier een getal vanaf 1."))
        if rank is not None and not 1 <= rank <= MOST:
            row.rank.errors = [gettext("Schrijf hier een getal vanaf 1.")]
        return rank or place


def people_typed(rows: FieldList[Any]) -> tuple[EmergencyDraft, ...]:
    """Whom to call, as filled in; a name without a number gets an error."""
    found = []
    for entry in rows:
        name = str(entry.form.name.data or "").strip()
        phone = str(entry.form.phone.data or "").strip()
        if name and not phone:
            entry.form.phone.errors = [gettext("Vul een telefoonnummer in.")]
        elif phone:
            found.append(EmergencyDraft(name=name, phone=phone))
    _lift(rows)
    return tuple(found)


def yes_or_no(said: bool | None) -> str:
    """What the child said, as a form has it; "": not asked."""
    return "" if said is None else "ja" if said else "nee"


def yes_typed(value: str | None) -> bool | None:
    """The other way round."""
    return {"ja": True, "nee": False}.get(value or "")


def _lift(rows: FieldList[Any]) -> None:
    """Let a list of rows know which of its fields are wrong since."""
    errors = [entry.errors for entry in rows]
    rows.errors = errors if any(errors) else []


EMPTY_REQUEST: Final[dict[str, Any]] = {
    "travel_mode": TravelMode.BIKE.value,
    "max_places": "1",
    "says_yes": "",
    "wishes": [{"rank": str(place)} for place in range(1, ROWS + 1)],
}
"""What the form of a new request begins with."""


def request_filled(
    child: Child,
    *,
    needs: Sequence[str],
    windows: Sequence[AvailabilityWindow],
    wishes: Sequence[Wish],
    people: Sequence[EmergencyContact],
) -> dict[str, Any]:
    """What the form of a request that is there begins with."""
    here = this_season()
    weeks = weeks_of(here.first_day, here.last_day)
    finer = bool(windows) and not only_weeks(windows, weeks)
    rows = [
        {
            "offer": str(wish.offer_id),
            "block": str(wish.block_id or ""),
            "location": str(wish.location_id or ""),
            "rank": str(wish.rank),
        }
        for wish in wishes
    ]
    more = [{"rank": str(place)} for place in range(len(rows) + 1, max(ROWS, len(rows) + 1) + 1)]
    return {
        "version": str(child.version),
        "first_name": child.first_name,
        "birth_year": str(child.birth_year),
        "home": typed_point(child.lat, child.lon),
        "travel_mode": child.travel_mode.value,
        "max_travel_min": "" if child.max_travel_min is None else str(child.max_travel_min),
        "when": AS_IT_IS if finer else TICKED if windows else ALWAYS,
        "free": sorted(by_week(half_days_of(windows, here.first_day, here.last_day), weeks)),
        "wishes": rows + more,
        "max_places": str(child.max_places),
        "needs": list(needs),
        "own_words": child.own_words,
        "says_yes": yes_or_no(child.says_yes),
        "emergency": [{"name": each.name, "phone": each.phone} for each in people],
    }
