"""The steps of a season that people take: each has a page that first says what will happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from models import Child, Offer, Season
from models.enums import OfferStatus, Phase, StaffRole
from scheduler.rights.refusal import Refusal
from scheduler.season import phases
from web.clock import now
from web.database import reading, writing
from web.forms import Form
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.routes import ROUTES, Audience
from web.staff.here import me

_Answer = str | tuple[str, int] | Response


class Step(NamedTuple):
    """A step: where it is taken, from which phases, and what it does, in sentences."""

    path: str
    verb: Callable[..., None]
    before: tuple[Phase, ...]
    title: Any
    button: Any
    sentences: tuple[Any, ...]
    done: Any

    @property
    def endpoint(self) -> str:
        """Its page."""
        return f"staff.{self.verb.__name__}"


_ALL_BUT_LAST: Final = tuple(phase for phase in Phase if phase is not Phase.ARCHIVED)

STEPS: Final[Mapping[Phase, Step]] = {
    Phase.OFFER_PUBLISHED: Step(
        "aanbod-tonen",
        phases.show_offers,
        (Phase.DRAFT,),
        _("Het aanbod tonen"),
        _("Toon het aanbod"),
        (
            _("Iedereen ziet het seizoen en het aanbod dat gepubliceerd is."),
            _("Gezinnen kunnen nog niets vragen."),
            _("Je kan aanbod blijven toevoegen en wijzigen."),
        ),
        _("Het aanbod is te zien."),
    ),
    Phase.WISHES_OPEN: Step(
        "vragen-openen",
        phases.open_wishes,
        (Phase.DRAFT, Phase.OFFER_PUBLISHED),
        _("Het vragen openen"),
        _("Open het vragen"),
        (
            _("Gezinnen kunnen een plaats vragen, op de site, bij het loket en op papier."),
            _("Het zaadje van de loting en de manier van verdelen liggen vanaf nu vast."),
            _("Is het aanbod nog niet te zien, dan wordt het dat op hetzelfde moment."),
        ),
        _("Gezinnen kunnen een plaats vragen."),
    ),
    Phase.CLOSED: Step(
        "vragen-sluiten",
        phases.close_wishes,
        (Phase.WISHES_OPEN,),
        _("Het vragen sluiten"),
        _("Sluit het vragen"),
        (
            _("Gezinnen kunnen op de site niets meer vragen of wijzigen. Intrekken kan altijd."),
            _("Formulieren op papier die op tijd waren, kan je nog ingeven."),
            _("Daarna kan je plannen."),
        ),
        _("Het vragen is gesloten. Je kan nu plannen."),
    ),
    Phase.RUNNING: Step(
        "zomer-beginnen",
        phases.begin_season,
        (Phase.PUBLISHED,),
        _("De zomer laten beginnen"),
        _("Laat de zomer beginnen"),
        (
            _("Het seizoen staat als bezig. Plaatsen teruggeven en doorgeven blijft kunnen."),
            _("Gezinnen krijgen hier geen bericht van."),
        ),
        _("De zomer is begonnen."),
    ),
    Phase.ARCHIVED: Step(
        "afsluiten",
        phases.archive_season,
        _ALL_BUT_LAST,
        _("Het seizoen afsluiten"),
        _("Sluit het seizoen af"),
        (
            _("Niets van dit seizoen kan nog gewijzigd worden. Je kan dit niet terugdraaien."),
            _("Gezinnen houden hun rechten: kijken, verbeteren, intrekken en wissen."),
            _("Gegevens van mensen gaan weg op de dag die daarvoor vastligt."),
        ),
        _("Het seizoen is afgesloten."),
    ),
}
"""By the phase they lead to, in the order of a year."""


def next_step(season: Season) -> Step | None:
    """The step that comes next, where a person takes it here; not the end of the season."""
    for phase, step in STEPS.items():
        if season.phase in step.before and phase is not Phase.ARCHIVED:
            return step
    return None


def may_take(step: Step, roles: frozenset[StaffRole]) -> bool:
    """Whether somebody with these roles may."""
    audience = ROUTES[step.endpoint]
    return not isinstance(audience, Audience) and bool(roles & audience)


def page_of(step: Step) -> Callable[..., _Answer]:
    """The view of a step."""

    def view(municipality: str, season: str) -> _Answer:  # noqa: ARG001  (the guard looked it up)
        form = Form()
        found = this_season()
        status = 200
        if form.is_submitted():
            status = 422
            if form.validate():
                try:
                    step.verb(writing(), actor=me().actor, season_id=found.id, now=now())
                except Refusal as refusal:
                    form.refuse(refusal)
                else:
                    flash(str(step.done))
                    return redirect(
                        url_for(
                            "staff.glance",
                            municipality=this_municipality().slug,
                            season=found.slug,
                        )
                    )
        page = render_template(
            "staff/settings/step.html",
            form=form,
            step=step,
            facts=_facts(step, found),
            fits=found.phase in step.before,
        )
        return page, status

    return view


def _facts(step: Step, season: Season) -> list[str]:
    """What there is at this moment, that somebody wants to know before they go on."""
    if step.verb in {phases.show_offers, phases.open_wishes}:
        rows = reading().execute(
            select(Offer.status, func.count())
            .where(Offer.season_id == season.id)
            .group_by(Offer.status)
        )
        counted = {status: number for status, number in rows}  # noqa: C416  (rows, to mypy too)
        shown = counted.get(OfferStatus.PUBLISHED, 0)
        drafts = counted.get(OfferStatus.DRAFT, 0)
        said = [
            ngettext(
                "%(num)d activiteit is gepubliceerd.",
                "%(num)d activiteiten zijn gepubliceerd.",
                shown,
            )
        ]
        if drafts:
            said.append(
                ngettext(
                    "%(num)d activiteit is nog een ontwerp, en blijft onzichtbaar.",
                    "%(num)d activiteiten zijn nog een ontwerp, en blijven onzichtbaar.",
                    drafts,
                )
            )
        return said
    if step.verb is phases.close_wishes:
        asked = reading().scalar(
            select(func.count())
            .select_from(Child)
            .where(
                Child.season_id == season.id,
                Child.asked_at.is_not(None),
                Child.withdrawn_at.is_(None),
            )
        )
        return [ngettext("%(num)d kind vraagt iets.", "%(num)d kinderen vragen iets.", asked or 0)]
    if step.verb is phases.archive_season and season.phase is not Phase.RUNNING:
        return [gettext("Deze zomer is nog niet bezig geweest.")]
    return []
