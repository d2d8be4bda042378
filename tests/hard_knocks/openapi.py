"""The pages for anyone and families as an OpenAPI description.

Made from the map of addresses and from the forms on the pages as they are: nothing is written
here by hand that a page could say.
"""

from __future__ import annotations

import re
from typing import Any, Final

from werkzeug.routing import Rule

from tests.hard_knocks.forms_found import Field, Form, forms_of, open_rules, query_names
from tests.hard_knocks.ground import Ground

_VARIABLE: Final = re.compile(r"<(?:[a-z]+:)?([a-z]+)>")
_FORM_TYPES: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_ANSWERS: Final = (
    "text/html",
    "application/json",
    "application/ld+json",
    "application/pdf",
    "text/calendar",
    "text/csv",
    "text/plain",
)
_STATUSES: Final = (200, 302, 303, 304, 308, 400, 404, 405, 409, 413, 422, 429)

Description = dict[str, Any]


def description(ground: Ground) -> Description:
    """The whole description. `x-endpoint` tells each operation's endpoint."""
    forms = forms_of(ground)
    asked = query_names(ground, forms)
    paths: Description = {}
    for endpoint, rule in open_rules(ground).items():
        operations = paths.setdefault(_VARIABLE.sub(r"{\1}", rule.rule), {})
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            mine = [form for form in forms if (form.endpoint, form.method) == (endpoint, method)]
            operations[method.lower()] = _operation(
                ground, rule, method, mine, sorted(asked.get(endpoint, ()))
            )
    return {
        "openapi": "3.0.3",
        "info": {"title": "Zomerwijzer", "version": "1"},
        "paths": paths,
    }


def _operation(
    ground: Ground, rule: Rule, method: str, forms: list[Form], asked: list[str]
) -> Description:
    content: Description = {kind: {} for kind in _ANSWERS}
    found: Description = {
        "operationId": f"{rule.endpoint} {method}",
        "x-endpoint": rule.endpoint,
        "parameters": [_variable(ground, name) for name in sorted(rule.arguments)],
        "responses": {
            str(status): {"description": "an answer", "content": content} for status in _STATUSES
        },
    }
    if method == "GET":
        offered = _merged(forms)
        found["parameters"] += [
            {"name": name, "in": "query", "schema": _schema(offered.get(name))} for name in asked
        ]
    elif forms:
        fields = _merged(forms)
        schema = {
            "type": "object",
            "properties": {name: _schema(each) for name, each in fields.items()},
        }
        found["requestBody"] = {"content": {kind: {"schema": schema} for kind in _FORM_TYPES}}
    return found


def _variable(ground: Ground, name: str) -> Description:
    """A variable of an address: the family's own row, or whatever fits the type."""
    own = ground.names[name]
    schema: Description = {"type": "string", "minLength": 1, "pattern": r"^[^/\x00]+$"}
    if isinstance(own, int):
        near = {"type": "integer", "minimum": 0, "maximum": 60}
        schema = {"anyOf": [{"enum": [own]}, near, {"type": "integer", "minimum": 0}]}
    elif name == "municipality":
        schema = {"enum": ["gent", "aalst", "nergens"]}
    else:
        schema = {"anyOf": [{"enum": [own]}, schema]}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _merged(forms: list[Form]) -> dict[str, Field]:
    """The fields of all forms of one operation, with all that any of them offers."""
    found: dict[str, Field] = {}
    for form in forms:
        for name, each in form.fields.items():
            known = found.setdefault(name, Field(each.kind))
            known.options += [value for value in each.options if value not in known.options]
            known.sent += [value for value in each.sent if value not in known.sent]
    return found


def _schema(field: Field | None) -> Description:
    """What a field takes: what the page offers or begins with, or any text."""
    if field is None:
        return {"type": "string"}
    offered = [*field.options, *(value for value in field.sent if value not in field.options)]
    if not offered:
        return {"type": "string"}
    return {"anyOf": [{"enum": offered}, {"enum": offered}, {"type": "string"}]}
