"""What a municipality tells of itself, and how its pages look."""

from __future__ import annotations

from typing import Any, Final

from babel import Locale
from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from models import Municipality
from scheduler.accounts.municipality_facts import MunicipalityDraft, edit_municipality
from scheduler.accounts.own_texts import HELPERS, WELCOME
from scheduler.rights.refusal import Refusal
from web.clock import now
from web.database import writing
from web.forms import (
    checkboxes_field,
    long_text,
    optional_text,
    text_field,
    version_field,
    version_of,
)
from web.guarding import municipality as this_municipality
from web.languages import WRITTEN, offered
from web.staff.here import me
from web.theme import DEFAULT, readable, theme_of
from web.wording import WordedForm

_TEXTS: Final = (WELCOME, HELPERS)


class MunicipalityForm(WordedForm):
    """Languages, colour, whom to call, and own words in each written language.

    Words that press or label are saved after one confirmation, as in other texts for families.
    """

    checked = {f"{WELCOME}_{code}": code for code in WRITTEN}  # noqa: RUF012  (as in WordedForm)

    languages = checkboxes_field(
        _("Talen van de pagina’s"),
        hint=_("De eerste die je kiest, is de taal waarin pagina’s openen."),
    )
    accent_colour = text_field(
        _("Kleur"),
        _("Kies een kleur."),
        longest=7,
        hint=_("Van knoppen en links. Een kleur die te licht is om te lezen, maken we donkerder."),
    )
    contact_name = optional_text(_("Wie helpt gezinnen?"), hint=_("Een persoon of een dienst."))
    contact_phone = optional_text(_("Telefoon"), longest=40)
    contact_email = optional_text(_("E-mailadres"))
    desk_hours = optional_text(
        _("Wanneer is het loket open?"), hint=_("Bijvoorbeeld: maandag tot vrijdag, 9 tot 12 uur.")
    )
    version = version_field()

    def texts(self) -> dict[str, dict[str, str]]:
        """Own words, key to language to text."""
        return {
            key: {code: str(self[f"{key}_{code}"].data or "") for code in WRITTEN} for key in _TEXTS
        }

    def texts_in(self, code: str) -> list[TextAreaField]:
        """The fields of own words in a language."""
        return [self[f"{key}_{code}"] for key in _TEXTS]


for _code in WRITTEN:
    setattr(
        MunicipalityForm,
        f"{WELCOME}_{_code}",
        long_text(
            _("Welkom"), longest=1000, hint=_("Een paar warme zinnen bovenaan de eerste pagina.")
        ),
    )
    setattr(
        MunicipalityForm,
        f"{HELPERS}_{_code}",
        long_text(
            _("Wie helpt waarmee"),
            longest=2000,
            hint=_("Eén per regel: een naam, een streepje | en een adres dat begint met https://."),
        ),
    )


def municipality_facts(municipality: str) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Show it all, try a colour, and save it."""
    here = this_municipality()
    form = MunicipalityForm(data=_data(here))
    form.languages.choices = [(code, _name(code)) for code in offered()]
    if not form.is_submitted():
        return _page(form)
    if form.validate():
        if "try" in request.form:
            return _page(form)
        if not form.words_are_fine():
            return _page(form), 422
        try:
            return _save(form, here)
        except Refusal as refusal:
            form.refuse(refusal)
            _mend_field(form, refusal)
    return _page(form), 422


def _save(form: MunicipalityForm, here: Municipality) -> Response:
    edit_municipality(
        writing(),
        actor=me().actor,
        municipality_id=here.id,
        expected=version_of(form.version),
        municipality=MunicipalityDraft(
            languages=_languages(form, here),
            accent_colour=str(form.accent_colour.data).strip(),
            contact_name=form.contact_name.data or "",
            contact_phone=form.contact_phone.data or "",
            contact_email=form.contact_email.data or "",
            desk_hours=form.desk_hours.data or "",
            texts=form.texts(),
        ),
        now=now(),
    )
    flash(gettext("Bewaard."))
    return redirect(url_for("staff.municipality", municipality=here.slug))


def _languages(form: MunicipalityForm, here: Municipality) -> tuple[str, ...]:
    """What was chosen, in the order of before; languages that no page is written in yet stay."""
    chosen = set(form.languages.data or ())
    shown = set(offered())
    kept = [code for code in here.languages if code in chosen or code not in shown]
    return (*kept, *(code for code in offered() if code in chosen and code not in kept))


def _mend_field(form: MunicipalityForm, refusal: Refusal) -> None:
    """A refusal that names a text stands at that text in each language that has it."""
    if getattr(refusal, "field", "") == HELPERS:
        sentence = form.form_errors.pop()
        for code in WRITTEN:
            field = form[f"{HELPERS}_{code}"]
            if field.data:
                field.errors = [sentence]


def _data(here: Municipality) -> dict[str, Any]:
    data: dict[str, Any] = {
        "languages": list(here.languages),
        "accent_colour": here.accent_colour,
        "contact_name": here.contact_name,
        "contact_phone": here.contact_phone,
        "contact_email": here.contact_email,
        "desk_hours": here.desk_hours,
        "version": str(here.version),
    }
    for key in _TEXTS:
        for code in WRITTEN:
            data[f"{key}_{code}"] = here.texts.get(key, {}).get(code, "")
    return data


def _name(code: str) -> str:
    name = Locale.parse(code).get_display_name(get_locale()) or code
    return name[:1].upper() + name[1:]


def _page(form: MunicipalityForm) -> str:
    tried = theme_of(str(form.accent_colour.data or DEFAULT))
    return render_template(
        "staff/settings/municipality.html",
        form=form,
        tried=tried,
        contrast=readable(tried.accent),
        written=[(code, _name(code)) for code in WRITTEN],
    )
