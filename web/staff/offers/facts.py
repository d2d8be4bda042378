"""What families are to know before an offer is published, by the field of the form (R5, R9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _


class Fact(NamedTuple):
    """The id of its field, and what it is called in a list of what is missing."""

    field: str
    name: Any


FACTS: Final[Mapping[str, Fact]] = {
    fact.field: fact
    for fact in (
        Fact("step_free", _("zonder trappen of niet")),
        Fact("price_cents", _("de prijs")),
        Fact("spoken_languages", _("de talen")),
        Fact("getting_there", _("hoe je er komt")),
        Fact("before_hours", _("opvang vooraf")),
        Fact("after_hours", _("opvang achteraf")),
        Fact("goals", _("een doel om aan te werken")),
        Fact("blocks", _("wanneer het doorgaat")),
    )
}
"""In the order in which `scheduler.season.offers.missing_facts` names them."""
