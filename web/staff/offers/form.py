"""The form of one offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from models.enums import OfferKind
from scheduler.rights.refusal import Refusal
from scheduler.season.offers import OfferDraft
from scheduler.season.refusals import BrokenRule
from web.forms import (
    cents_of,
    checkboxes_field,
    long_text,
    numbers_of,
    optional_text,
    radio_field,
    select_field,
    text_field,
    version_field,
    whole_number,
    yes_field,
)
from web.staff.offers.numbers import amount_field, count_field, euros_typed
from web.staff.offers.options import (
    KINDS,
    BlockTimes,
    block_options,
    feature_options,
    goal_groups,
    language_name,
    language_options,
    location_options,
    organiser_options,
)
from web.staff.offers.whose import Whose
from web.wording import WordedForm

TEXTS: Final[Mapping[str, Any]] = {
    "activity": _("Wat doe je er?"),
    "bring": _("Wat breng je mee?"),
}
"""What families read about an offer, each in every language: key in `Offer.texts` → question."""

_MOST: Final = 1000
_OLDEST: Final = 120


class OfferForm(WordedForm):
    """Everything of an offer. Fields are named as the columns that they fill."""

    version = version_field()
    title = text_field(_("Titel"), _("Geef de activiteit een titel."), longest=120)
    code = optional_text(
        _("Code"),
        longest=20,
        hint=_("Kort, voor lijsten. Laat je dit leeg, dan kiezen wij er een."),
    )
    kind = radio_field(_("Soort"), missing=_("Kies wat voor aanbod het is."))
    goals = checkboxes_field(_("Doelen van de activiteit"))
    age_from = count_field(_("Vanaf (jaar)"), 0, _OLDEST, may_be_empty=True)
    age_to = count_field(_("Tot en met (jaar)"), 0, _OLDEST, may_be_empty=True)
    min_size = count_field(_("Minstens"), 1, _MOST, hint=_("kinderen per groep"))
    max_size = count_field(_("Hoogstens"), 1, _MOST, hint=_("kinderen per groep"))
    max_groups = count_field(_("Groepen"), 0, _MOST, hint=_("hoogstens, over alle weken samen"))
    leads = count_field(_("Leiding"), 0, 20, hint=_("per groep"))
    assistants = count_field(_("Hulp"), 0, 20, hint=_("per groep"))
    lead_choice = radio_field(_("Wat kan de leiding?"))
    lead_goals = checkboxes_field(_("Doelen die de leiding aankan"))
    language = select_field(_("Taal die de begeleiders spreken"))
    room_features = checkboxes_field(_("Wat is er nodig in het lokaal?"))
    locations = checkboxes_field(_("Waar kan het doorgaan?"), hint=_("Niets gekozen: overal."))
    all_blocks = yes_field(_("In alle blokken van de zomer"))
    blocks = checkboxes_field(_("Blokken"))
    step_free = radio_field(_("Kan je er binnen zonder trappen?"))
    price_cents = amount_field(_("Prijs voor het gezin (euro)"), hint=_("Gratis: vul 0 in."))
    spoken_languages = checkboxes_field(_("Welke talen verstaat men er?"))
    getting_there = long_text(_("Hoe kom je er?"), hint=_("Bus, fiets, parkeren, de ingang."))
    before_hours = optional_text(_("Opvang vooraf"), hint=_("Bijvoorbeeld: vanaf 7.30 uur, gratis"))
    no_before = yes_field(_("Er is geen opvang vooraf"))
    after_hours = optional_text(_("Opvang achteraf"), hint=_("Bijvoorbeeld: tot 17.30 uur, 1 euro"))
    no_after = yes_field(_("Er is geen opvang achteraf"))
    organiser_id = select_field(_("Wie organiseert?"))
    funder = optional_text(_("Wie betaalt mee?"), hint=_("Bijvoorbeeld: Vlaamse overheid"))
    edition = optional_text(_("Editie"), hint=_("Bijvoorbeeld: derde zomer"))
    group_cents = amount_field(_("Kost per groep (euro)"), hint=_("Telt mee in het budget."))

    text_languages: Sequence[str] = ()

    def offer_to_choose(self, blocks: Sequence[BlockTimes], mine: Whose) -> None:
        """Fill in what there is to choose from."""
        goals = [pair for group in goal_groups() for pair in group.options]
        self.kind.choices = list(KINDS.items())
        self.goals.choices = self.lead_goals.choices = goals
        self.lead_choice.choices = [
            ("all", gettext("Alle doelen van deze activiteit")),
            ("some", gettext("Enkel de doelen die ik hieronder aanduid")),
            ("none", gettext("Maakt niet uit")),
        ]
        self.step_free.choices = [
            ("yes", gettext("Ja")),
            ("no", gettext("Nee")),
            ("", gettext("Nog niet bekend")),
        ]
        self.language.choices = [("", gettext("Maakt niet uit")), *language_options()]
        self.spoken_languages.choices = language_options()
        self.room_features.choices = feature_options()
        self.locations.choices = location_options()
        self.blocks.choices = block_options(blocks)
        self.organiser_id.choices = organiser_options(mine)
        for field in (self.blocks, self.locations, self.organiser_id):
            field.validate_choice = False  # the verb knows what is there

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether each field can be, and they fit together."""
        fine = bool(super().validate(extra_validators))
        pairs = ((self.min_size, self.max_size), (self.age_from, self.age_to))
        for low, high in pairs:
            first, last = whole_number(low.data), whole_number(high.data)
            if first is not None and last is not None and first > last:
                high.errors = [*high.errors, gettext("Dit is lager dan het eerste getal.")]
                fine = False
        if self.title.data and not self.title.data.strip():
            self.title.errors = [*self.title.errors, gettext("Geef de activiteit een titel.")]
            fine = False
        if not self.goals.data:
            self.goals.errors = [*self.goals.errors, gettext("Kies minstens één doel.")]
            fine = False
        return fine

    def refuse(self, refusal: Refusal) -> None:
        """As every form; a code that is taken is said at the code."""
        super().refuse(refusal)
        if isinstance(refusal, BrokenRule) and refusal.rule.endswith("_code"):
            self.code.errors = [*self.code.errors, self.form_errors.pop()]

    def draft(
        self, code: str, kept_texts: Mapping[str, Any], every_block: Sequence[int]
    ) -> OfferDraft:
        """What was filled in, after `validate`.

        Args:
            code: the code, where none was typed.
            kept_texts: the texts as they were; languages that the form does not show stay.
            every_block: the numbers of all blocks, for who ticks "all".
        """
        return OfferDraft(
            code=str(self.code.data or "").strip() or code,
            title=str(self.title.data),
            kind=OfferKind(self.kind.data),
            goals=tuple(self.goals.data or ()),
            min_size=_number(self.min_size),
            max_size=_number(self.max_size),
            max_groups=_number(self.max_groups),
            leads=_number(self.leads),
            assistants=_number(self.assistants),
            lead_goals={"all": None, "none": ()}.get(
                str(self.lead_choice.data), tuple(self.lead_goals.data or ())
            ),
            age_from=whole_number(self.age_from.data),
            age_to=whole_number(self.age_to.data),
            language=str(self.language.data or ""),
            room_features=tuple(self.room_features.data or ()),
            price_cents=cents_of(self.price_cents.data),
            group_cents=cents_of(self.group_cents.data) or 0,
            organiser_id=whole_number(self.organiser_id.data),
            funder=str(self.funder.data or ""),
            edition=str(self.edition.data or ""),
            step_free={"yes": True, "no": False}.get(str(self.step_free.data)),
            spoken_languages=tuple(self.spoken_languages.data or ()) or None,
            getting_there=str(self.getting_there.data or "").strip() or None,
            before_hours=_hours(self.before_hours, self.no_before),
            after_hours=_hours(self.after_hours, self.no_after),
            texts=self._texts(kept_texts),
            blocks=tuple(every_block)
            if self.all_blocks.data
            else numbers_of(self.blocks.data or ()),
            locations=numbers_of(self.locations.data or ()),
        )

    def _texts(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for key in TEXTS:
            said = dict(kept.get(key) or {})
            for language in self.text_languages:
                text = str(self._fields[f"{key}_{language}"].data or "").strip()
                said.pop(language, None)
                said.update({language: text} if text else {})
            found[key] = said
        return {**kept, **found}


def offer_form(languages: Sequence[str], *, sent: bool = True, **filled_in: Any) -> OfferForm:
    """The form with a field for each text in each of these languages.

    Args:
        languages: those of the municipality, the first is the one it writes in itself.
        sent: take what this request sends, where it sends a form.
        filled_in: what the fields begin with.
    """
    own = {
        f"{key}_{language}": long_text(f"{question} ({language_name(language)})")
        for language in languages
        for key, question in TEXTS.items()
    }
    first = languages[0]
    plain = ("title", "getting_there", "before_hours", "after_hours", "funder", "edition")
    checked = dict.fromkeys(plain, first) | {
        f"{key}_{language}": language for language in languages for key in TEXTS
    }
    made = type("OfferFormInLanguages", (OfferForm,), {**own, "checked": checked})
    form: OfferForm = made(data=filled_in) if sent else made(formdata=None, data=filled_in)
    form.text_languages = tuple(languages)
    return form


def filled_in(draft: OfferDraft, *, version: int) -> dict[str, Any]:
    """What the fields of the form hold for an offer."""
    lead = "all" if draft.lead_goals is None else "some" if draft.lead_goals else "none"
    texts = {
        f"{key}_{language}": text
        for key in TEXTS
        for language, text in (draft.texts.get(key) or {}).items()
    }
    same = ("title", "code", "language", "funder", "edition", "getting_there")
    return {
        **{name: getattr(draft, name) for name in same},
        **{name: _typed(getattr(draft, name)) for name in _COUNTS},
        "version": str(version),
        "kind": draft.kind.value,
        "goals": list(draft.goals),
        "lead_choice": lead,
        "lead_goals": list(draft.lead_goals or ()),
        "room_features": list(draft.room_features),
        "locations": [str(number) for number in draft.locations],
        "blocks": [str(number) for number in draft.blocks],
        "step_free": {True: "yes", False: "no", None: ""}[draft.step_free],
        "price_cents": euros_typed(draft.price_cents),
        "group_cents": euros_typed(draft.group_cents),
        "spoken_languages": list(draft.spoken_languages or ()),
        "before_hours": draft.before_hours or "",
        "no_before": draft.before_hours == "",
        "after_hours": draft.after_hours or "",
        "no_after": draft.after_hours == "",
        "organiser_id": _typed(draft.organiser_id),
        **texts,
    }


_COUNTS: Final = (
    "age_from",
    "age_to",
    "min_size",
    "max_size",
    "max_groups",
    "leads",
    "assistants",
)


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(field: Any) -> int:
    return whole_number(field.data) or 0


def _hours(words: Any, nothing: Any) -> str | None:
    said = str(words.data or "").strip()
    return said or ("" if nothing.data else None)
