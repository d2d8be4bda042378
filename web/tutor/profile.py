"""What tutors tell about themselves, and change."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from models import Tutor
from models.enums import TutorRole
from scheduler.rights.refusal import Refusal
from scheduler.season.tutors import TutorProfile, edit_own_profile
from web.database import writing
from web.forms import checkboxes_field, optional_text, select_field, version_field, version_of
from web.staff.naming import goal_groups
from web.staff.tutors.telling import ProfileForm, told_by
from web.tutor.own import by_me, myself

_Answer = str | tuple[str, int] | Response


class OwnProfileForm(ProfileForm):
    """The fields, asked of the tutor."""

    version = version_field()
    name = optional_text(_("Je naam"))
    email = optional_text(_("E-mailadres"), hint=_("Hierheen sturen we je link."))
    phone = optional_text(_("Telefoon"), longest=40)
    language = select_field(_("Taal van de mails"))
    goals = checkboxes_field(_("Waaraan kan je werken?"))
    age_from = optional_text(_("Jongste leeftijd"), longest=3)
    age_to = optional_text(_("Oudste leeftijd"), longest=3)
    languages = checkboxes_field(_("Welke talen spreek je?"))
    skills = checkboxes_field(_("Wat kan je extra bieden?"))
    home = optional_text(
        _("Vanwaar vertrek je?"),
        longest=60,
        hint=_("Een postcode is genoeg. Leeg: je komt overal."),
    )
    travel_mode = select_field(_("Hoe kom je?"))
    max_travel_min = optional_text(
        _("Hoe ver, in minuten?"), longest=5, hint=_("Leeg: geen grens.")
    )
    max_hours_week = optional_text(
        _("Hoeveel uren per week hoogstens?"), longest=6, hint=_("Leeg: geen grens.")
    )


def edit(municipality: str) -> _Answer:
    """The form; other goals are to be confirmed again, and the page says so."""
    row = myself()
    form = OwnProfileForm(data=told_by(row))
    if form.is_submitted():
        leads = TutorRole.LEAD in row.roles
        told = form.profile(leads=leads) if form.validate() else None
        if told is not None and _saved(form, row, told):
            flash(gettext("Bewaard."))
            return redirect(url_for("tutor.overview", municipality=municipality))
    page = render_template("tutor/profile.html", form=form, goal_groups=goal_groups())
    return (page, 422) if form.is_submitted() else page


def _saved(form: OwnProfileForm, row: Tutor, told: TutorProfile) -> bool:
    try:
        edit_own_profile(
            writing(),
            tutor_id=row.id,
            expected=version_of(form.version),
            profile=told,
            **by_me(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True
