"""A season from files: one workbook, or a zip of CSV files. This page takes them in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flask import current_app, redirect, render_template, session, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from data.dataset import BadDataset, Dataset, read_dataset
from scheduler.configuration.settings import Configuration
from web.clock import now
from web.forms import Form, file_field
from web.guarding import municipality as this_municipality
from web.staff.here import me
from web.staff.seasons.faults import Fault, faults
from web.staff.seasons.uploads import NotUsable, Uploads

KEY: Final = "season_upload"
"""Where a session keeps the name of the upload, and of nothing else."""


class FilesForm(Form):
    """A file."""

    dataset = file_field(
        _("Bestand"), hint=_("Een werkmap (.xlsx), of een .zip met de CSV-bestanden.")
    )


def uploads() -> Uploads:
    """What this person uploaded for this municipality."""
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return Uploads(configuration.storage, (me().id, this_municipality().id))


def kept() -> Path | None:
    """The upload of this session; None where there is none any more."""
    drawn = session.get(KEY)
    return None if drawn is None else uploads().find(str(drawn), now())


def new_season_files(municipality: str) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Take a file, show every error in it, or go on to a look at what it holds."""
    form = FilesForm()
    wrong: tuple[Fault, ...] = ()
    if form.is_submitted():
        if form.validate():
            sent = form.dataset.data
            found = _keep(form, sent) if isinstance(sent, FileStorage) and sent.filename else None
            if isinstance(found, Dataset):
                return redirect(
                    url_for("staff.new_season_look", municipality=this_municipality().slug)
                )
            wrong = found or ()
            if found is None and not form.dataset.errors:
                form.dataset.errors = [gettext("Kies een bestand.")]
        page = render_template("staff/seasons/files.html", form=form, faults=wrong)
        return page, 422
    return render_template("staff/seasons/files.html", form=form, faults=wrong)


def _keep(form: FilesForm, sent: FileStorage) -> Dataset | tuple[Fault, ...] | None:
    """The dataset, which is kept until it is used; or what is wrong with it."""
    try:
        drawn = uploads().keep(sent.stream, str(sent.filename), now())
    except NotUsable:
        form.dataset.errors = [
            gettext(
                "Dit bestand konden we niet openen. Kies een werkmap (.xlsx), of een .zip met de"
                " CSV-bestanden van een seizoen."
            )
        ]
        return None
    path = uploads().find(drawn, now())
    assert path is not None  # noqa: S101 - it was kept a moment ago
    try:
        dataset = read_dataset(path)
    except BadDataset as bad:
        uploads().forget()
        form.dataset.errors = [gettext("In dit bestand klopt nog niet alles. Er is niets bewaard.")]
        return faults(bad.issues)
    session[KEY] = drawn
    return dataset
