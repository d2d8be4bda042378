"""Inviting people to work here, by mail; the coordinator may hand over the link too, once."""

from __future__ import annotations

from flask import current_app, render_template
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from models import Account, Organiser
from models.enums import StaffRole
from scheduler.accounts.members import Invited, MemberDraft, invite_again, invite_member
from scheduler.configuration.settings import Configuration
from scheduler.rights.refusal import Refusal
from web.clock import now
from web.database import reading, writing
from web.forms import Form, checkboxes_field, numbers_of, optional_text, text_field
from web.guarding import municipality as this_municipality
from web.staff.here import me
from web.staff.people import EXPLAINED, ROLES


class RolesForm(Form):
    """What somebody may do, and whose offers they see."""

    roles = checkboxes_field(_("Rollen"))
    organisers = checkboxes_field(
        _("Voor welke organisator?"), hint=_("Telt alleen voor de rol organisator.")
    )

    def offer_choices(self) -> None:
        """The roles there are, and the organisers of this municipality."""
        self.roles.choices = [(role.value, ROLES[role]) for role in StaffRole]
        self.organisers.choices = [
            (str(number), name)
            for number, name in reading().execute(
                select(Organiser.id, Organiser.name)
                .where(Organiser.municipality_id == this_municipality().id)
                .order_by(Organiser.name)
            )
        ]

    def chosen(self) -> tuple[tuple[StaffRole, ...], tuple[int, ...]]:
        """Roles, and numbers of organisers."""
        roles = tuple(StaffRole(each) for each in self.roles.data or ())
        return roles, numbers_of(self.organisers.data or ())


class InviteForm(RolesForm):
    """Whom, and as what."""

    email = text_field(_("E-mailadres"), _("Vul een e-mailadres in."))
    member_name = optional_text(_("Naam"))


def base_url() -> str:
    """How people reach this installation."""
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return configuration.base_url


def invite(municipality: str) -> str | tuple[str, int]:  # noqa: ARG001  (the guard looked it up)
    """Ask whom, and invite them; the answer shows the link once, so nothing leads away from it."""
    form = InviteForm()
    form.offer_choices()
    if form.is_submitted():
        if form.validate():
            try:
                invited = _invite(form)
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                return _invited(invited, str(form.email.data).strip().lower())
        return _page(form), 422
    return _page(form)


def member_again(municipality: str, account: int) -> str:  # noqa: ARG001
    """Make another invitation for who has not come yet."""
    invited = invite_again(
        writing(),
        actor=me().actor,
        municipality_id=this_municipality().id,
        account_id=account,
        base_url=base_url(),
        now=now(),
    )
    found = writing().get_one(Account, account)
    return _invited(invited, found.email)


def _invite(form: InviteForm) -> Invited:
    roles, organiser_ids = form.chosen()
    return invite_member(
        writing(),
        actor=me().actor,
        municipality_id=this_municipality().id,
        member=MemberDraft(
            email=str(form.email.data),
            name=form.member_name.data or "",
            language=this_municipality().languages[0],
            roles=roles,
            organiser_ids=organiser_ids,
        ),
        base_url=base_url(),
        now=now(),
    )


def _invited(invited: Invited, email: str) -> str:
    return render_template("staff/settings/invited.html", invited=invited, email=email)


def _page(form: InviteForm) -> str:
    return render_template("staff/settings/invite.html", form=form, explained=EXPLAINED)
