"""How the family is reached, and somebody else who brings a child up (R22)."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from models import Contact
from scheduler.rights import ANYONE
from scheduler.rights.refusal import Refusal
from scheduler.season import correcting
from scheduler.season.ways_in import send_new_link
from web.by_link.trying import FAMILIES
from web.clock import now
from web.database import reading, writing
from web.family.data.contact_form import ContactForm, filled
from web.family.own import by_me, my_child
from web.family_in import this_family
from web.forms import Form, version_of
from web.guarding import municipality as this_municipality
from web.site_address import base_url

_Answer = str | tuple[str, int] | Response


def correct_me(municipality: str) -> _Answer:
    """Set right how this contact is reached."""
    row = reading().get_one(Contact, this_family().contact_id)
    form = ContactForm(data=filled(row))
    draft = form.draft()
    if draft is not None:
        try:
            correcting.correct_contact(
                writing(),
                contact_id=row.id,
                expected=version_of(form.version),
                contact=draft,
                **by_me(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Bewaard: hoe we je bereiken."))
            return redirect(url_for("family.my_data", municipality=municipality))
    return _page(form, "me")


def add_contact(municipality: str, child: int) -> _Answer:
    """Let somebody in another home come in too, by a way of their own."""
    row = my_child(child)
    form = ContactForm(data={"language": str(get_locale())})
    draft = form.draft()
    if draft is not None:
        try:
            correcting.add_contact(writing(), child_id=row.id, contact=draft, **by_me())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if draft.email:
                FAMILIES.count_mail(draft.email.lower())
                # To them only: a way in opens all that is theirs.
                send_new_link(
                    writing(),
                    actor=ANYONE,
                    municipality_id=this_municipality().id,
                    base_url=base_url(),
                    now=now(),
                    email=draft.email,
                )
                flash(gettext("Toegevoegd. We sturen die persoon een eigen link."))
            else:
                flash(gettext("Toegevoegd. Die persoon krijgt bij ons een eigen code."))
            return redirect(url_for("family.my_data", municipality=municipality))
    return _page(form, "other", row.first_name)


def _page(form: Form, whose: str, name: str = "") -> _Answer:
    page = render_template("family/data/contact.html", form=form, whose=whose, name=name)
    return (page, 422) if form.is_submitted() else page
