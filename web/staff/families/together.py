"""With whom a new child comes along, as the form on paper has it: three lines (R13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import FieldList, FormField
from wtforms import Form as Row

from models import Child, ChildContact
from models.enums import LinkKind
from scheduler.season.links import link_children
from scheduler.season.refusals import NoSuchCode, SameChild
from web.forms import optional_text, radio_field

STRICT: Final = "samen"
RATHER: Final = "liefst"
_LINES: Final = 3


class CompanionRow(Row):
    """One line: a friend's code, or the first name of a brother or sister; and how much."""

    code = optional_text(_("Code, of voornaam van een broer of zus"), longest=80)
    strict = radio_field(
        _("Hoe graag?"), choices=[(RATHER, _("Liefst samen")), (STRICT, _("Samen of niet"))]
    )


EMPTY_COMPANIONS: Final = tuple({"strict": RATHER} for _line in range(_LINES))


def companions_field() -> Any:
    """As many lines as the paper has."""
    return FieldList(FormField(CompanionRow), min_entries=_LINES, max_entries=_LINES)


def link_companions(session: Session, rows: FieldList[Any], *, child_id: int, **by: Any) -> bool:
    """Ask what the lines say for a child that is there now; whether all of them could be read.

    Where one could not, its field says so and the caller gives up what it was doing.

    Args:
        session: one that writes.
        rows: the lines of the form.
        child_id: the new child.
        by: `actor`, `season_id` and `now`, as `link_children` wants them.

    Raises:
        Refusal: as `link_children`, but for a code that is nobody's.
    """
    at_home = _at_home(session, child_id)
    for entry in rows:
        typed = str(entry.form.code.data or "").strip()
        if not typed:
            continue
        try:
            link_children(
                session,
                child_id=child_id,
                code=at_home.get(typed.casefold(), typed),
                kind=LinkKind.SAME_GROUP,
                strict=entry.form.strict.data == STRICT,
                **by,
            )
        except (NoSuchCode, SameChild):
            entry.form.code.errors = [gettext("Deze code klopt niet. Kijk ze nog eens na.")]
    errors = [entry.errors for entry in rows]
    rows.errors = errors if any(errors) else []
    return not rows.errors


def _at_home(session: Session, child_id: int) -> Mapping[str, str]:
    """The codes of the child's brothers and sisters here, by their first name."""
    contacts = select(ChildContact.contact_id).where(ChildContact.child_id == child_id)
    found = session.execute(
        select(Child.first_name, Child.link_code)
        .join(ChildContact, ChildContact.child_id == Child.id)
        .where(
            ChildContact.contact_id.in_(contacts),
            Child.id != child_id,
            Child.withdrawn_at.is_(None),
        )
    )
    return {name.casefold(): code for name, code in found if code is not None}
