"""The way in by a link. Opening it changes nothing: programs that look at mail open links too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from flask import redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from scheduler.rights import ANYONE, Actor
from scheduler.season.signed_links import NoWayIn
from scheduler.season.way_in_hashes import link_hash
from web.by_link.trying import Tries
from web.clock import now
from web.database import reading, take_back, writing
from web.forms import Form, text_field
from web.guarding import municipality as this_municipality
from web.site_address import base_url

_Came = TypeVar("_Came")
_Claimed_co = TypeVar("_Claimed_co", covariant=True)

Answer = str | tuple[str, int] | Response


class MailForm(Form):
    """A mail address."""

    email = text_field(_("E-mailadres"), _("Vul je e-mailadres in."))


class _IsGood(Protocol):
    def __call__(
        self, session: Session, *, municipality_id: int, token: str, now: datetime
    ) -> bool: ...


class _Claim(Protocol[_Claimed_co]):
    def __call__(
        self, session: Session, *, actor: Actor, municipality_id: int, token: str, now: datetime
    ) -> _Claimed_co: ...


class _SendNew(Protocol):
    def __call__(  # noqa: PLR0913  (verbs take everything by name)
        self,
        session: Session,
        *,
        actor: Actor,
        municipality_id: int,
        base_url: str,
        now: datetime,
        email: str = "",
        token: str = "",
    ) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPages(Generic[_Came]):
    """What a link of one kind of people opens.

    `tries`: how often they may; `home`: the endpoint where who came in goes on; `templates`: the
    folder of their link.html, link_over.html and link_sent.html; `is_good`, `claim`, `send_new`:
    what `scheduler` does with such links; `enter`: lets in who claimed one.
    """

    tries: Tries
    home: str
    templates: str
    is_good: _IsGood
    claim: _Claim[_Came]
    send_new: _SendNew
    enter: Callable[[_Came], None]

    def open(self, token: str) -> Answer:
        """One button, which uses the link up; for a link that is over, one that asks another."""
        self.tries.count_try()
        form, place = Form(), this_municipality()
        if form.validate_on_submit():
            try:
                came = self.claim(
                    writing(), actor=ANYONE, municipality_id=place.id, token=token, now=now()
                )
            except NoWayIn:
                take_back()
            else:
                self.enter(came)
                return redirect(url_for(self.home, municipality=place.slug))
        elif self.is_good(reading(), municipality_id=place.id, token=token, now=now()):
            return self._page("link", form=form)
        return self._page("link_over", form=form, token=token), 404

    def ask_again(self, token: str) -> Answer:
        """Mail a new link to whom an older one was for; the answer is the same for any link."""
        if Form().validate_on_submit():
            self.tries.count_mail(link_hash(token))
            self._send(token=token)
        return self._page("link_sent")

    def ask(self, asking: str) -> Answer:
        """Mail a new link to an address; the answer never tells whether it is known.

        `asking`: the name of the page where it is typed.
        """
        form = MailForm()
        if not form.is_submitted():
            return self._page(asking, form=form)
        email = str(form.email.data or "").strip().lower()
        if form.validate() and ("@" not in email or " " in email):
            form.email.errors = [gettext("Dit is geen e-mailadres.")]
        if form.errors:
            return self._page(asking, form=form), 422
        self.tries.count_mail(email)
        self._send(email=email)
        return self._page("link_sent")

    def _send(self, *, email: str = "", token: str = "") -> None:
        self.send_new(
            writing(),
            actor=ANYONE,
            municipality_id=this_municipality().id,
            base_url=base_url(),
            now=now(),
            email=email,
            token=token,
        )

    def _page(self, name: str, **shown: object) -> str:
        return render_template(f"{self.templates}/{name}.html", **shown)
