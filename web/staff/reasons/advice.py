"""What would help most: the list of earlier advice, and asking for it."""

from __future__ import annotations

from typing import Any, Final

from flask import flash, redirect, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, select
from werkzeug.wrappers import Response

from models import Account, PlanningRun, PlanVersion
from models.enums import Phase, RunKind, RunStatus
from scheduler.rights.refusal import Refusal
from scheduler.season.advice import AdviceOptions
from scheduler.season.advice import start_advice as start
from web.clock import now
from web.database import reading, writing
from web.forms import Choices, Form, radio_field, select_field
from web.guarding import season as this_season
from web.languages import said_in
from web.listing import shown
from web.staff.here import me
from web.staff.runs.addresses import address
from web.staff.runs.allowed import may
from web.staff.runs.words import STATUSES, when_said

_SORTS: Final = {"wanneer": -PlanningRun.id}
_MOST_RUNS: Final = 20
_MINUTES: Final = (
    ("1", _("1 minuut: genoeg voor een klein seizoen")),
    ("5", _("5 minuten")),
    ("15", _("15 minuten")),
    ("60", _("1 uur: voor een grote stad")),
)


class AdviceForm(Form):
    """Beside which plan, and how long."""

    source = select_field(_("Bij welk plan?"))
    minutes = radio_field(
        _("Hoe lang mag het rekenen duren?"), _MINUTES, missing=_("Kies hoe lang.")
    )

    def named(self) -> dict[str, int]:
        """The run or the version that was chosen."""
        kind, _dash, number = str(self.source.data).partition("-")
        return {"version_id" if kind == "versie" else "run_id": int(number)}


def advice(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """All advice of this season, the newest first."""
    return advice_list()


def advice_list(*of_source: ColumnElement[bool]) -> str:
    """The page of the list, of all advice or only some."""
    statement: Any = (
        select(PlanningRun, Account.name)
        .outerjoin(Account, Account.id == PlanningRun.asked_by_id)
        .where(
            PlanningRun.season_id == this_season().id,
            PlanningRun.kind == RunKind.ADVICE,
            *of_source,
        )
    )
    page = shown(reading(), statement, sorts=_SORTS, last=PlanningRun.id.desc())
    return render_template(
        "staff/reasons/advice.html",
        shown=page,
        statuses=STATUSES,
        when=when_said,
        sources=dict(sources()),
        source_of=source_of,
        best=best_of,
        may_start=may("staff.start_advice") and this_season().phase is not Phase.ARCHIVED,
    )


def start_advice(
    municipality: str,  # noqa: ARG001  (the guard looked it up)
    season: str,  # noqa: ARG001  (idem)
) -> str | tuple[str, int] | Response:
    """The form; sent, it queues a run and leads to its page."""
    form = AdviceForm(data={"minutes": "5", "source": request.args.get("bij", "")})
    form.source.choices = list(sources())
    if form.validate_on_submit():
        options = AdviceOptions(seconds=60.0 * int(form.minutes.data), language=said_in())
        try:
            number = start(
                writing(),
                actor=me().actor,
                season_id=this_season().id,
                options=options,
                now=now(),
                **form.named(),
            )
        except Refusal as refused:
            form.refuse(refused)
        else:
            flash(gettext("De vraag staat klaar en wordt vanzelf doorgerekend."))
            return redirect(address("staff.advice_run", run=number))
    page = render_template("staff/reasons/start_advice.html", form=form)
    return (page, 422) if form.is_submitted() else page


def sources() -> Choices:
    """Plans beside which advice can be asked: versions, then runs that found a plan."""
    here = this_season().id
    versions = reading().execute(
        select(PlanVersion.id, PlanVersion.name)
        .where(PlanVersion.season_id == here)
        .order_by(PlanVersion.number.desc())
    )
    runs = reading().execute(
        select(PlanningRun.id, PlanningRun.queued_at)
        .where(
            PlanningRun.season_id == here,
            PlanningRun.kind == RunKind.PLAN,
            PlanningRun.status.in_((RunStatus.DONE, RunStatus.STOPPED)),
            PlanningRun.plan.is_not(None),
        )
        .order_by(PlanningRun.id.desc())
        .limit(_MOST_RUNS)
    )
    return [
        *(
            (f"versie-{number}", gettext("Versie: %(name)s", name=name))
            for number, name in versions
        ),
        *(
            (f"berekening-{number}", gettext("Berekening van %(when)s", when=when_said(queued)))
            for number, queued in runs
        ),
    ]


def source_of(run: PlanningRun) -> str:
    """Beside which plan a run looks for advice, as `sources` names it."""
    options: dict[str, Any] = run.options
    if "of_version" in options:
        return f"versie-{options['of_version']}"
    return f"berekening-{options.get('of_run', 0)}"


def best_of(run: PlanningRun) -> int | None:
    """How many children the best addition places; None: nothing was found (yet)."""
    found = (run.report or {}).get("advice") or []
    return int(found[0]["placed"]) if found else None
