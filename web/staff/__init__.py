"""Pages for who works for a municipality."""

from __future__ import annotations

from flask import Blueprint

from web.staff import (
    account,
    beginning,
    blocks,
    board,
    days,
    entering,
    exchange,
    families,
    glance,
    municipalities,
    offers,
    oidc,
    one_time_code,
    passwords,
    people,
    reasons,
    reports,
    runs,
    seasons,
    settings,
    sites,
    tutors,
    versions,
)

staff = Blueprint("staff", __name__)

BOTH = ["GET", "POST"]

staff.add_url_rule("/aanmelden", view_func=entering.sign_in, methods=BOTH)
staff.add_url_rule("/aanmelden/code", view_func=one_time_code.one_time_code, methods=BOTH)
staff.add_url_rule("/aanmelden/oidc", view_func=oidc.oidc_start)
staff.add_url_rule("/aanmelden/oidc/terug", view_func=oidc.oidc_back)
staff.add_url_rule("/aanmelden/koppelen", view_func=oidc.oidc_link, methods=BOTH)
staff.add_url_rule("/afmelden", view_func=entering.sign_out, methods=["POST"])
staff.add_url_rule("/wachtwoord", view_func=passwords.forgotten, methods=BOTH)
staff.add_url_rule("/wachtwoord/<token>", view_func=passwords.new_password, methods=BOTH)
staff.add_url_rule("/uitnodiging/<token>", view_func=passwords.invitation, methods=BOTH)
staff.add_url_rule("/account", view_func=account.account)
staff.add_url_rule("/account/code", view_func=account.codes_on, methods=BOTH)
staff.add_url_rule("/account/code/uit", view_func=account.codes_off, methods=BOTH)
staff.add_url_rule("/werk/", view_func=municipalities.start)
staff.add_url_rule("/werk/<slug:municipality>/", view_func=municipalities.seasons)
staff.add_url_rule("/werk/<slug:municipality>/mensen", view_func=people.people)
staff.add_url_rule("/werk/<slug:municipality>/<season>/", view_func=glance.glance)

for section in (
    beginning,
    seasons,
    settings,
    offers,
    sites,
    blocks,
    tutors,
    families,
    exchange,
    runs,
    versions,
    board,
    reasons,
    days,
    reports,
):
    section.add_to(staff)

__all__ = ["staff"]
