"""Schemathesis walks over every page for anyone and families, with good and with bad values."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from tests.hard_knocks.forms_found import open_rules
from tests.hard_knocks.ground import ANYONE, Ground
from tests.hard_knocks.heard import Heard
from tests.hard_knocks.knocking import Knocks, many, number_of_knocks
from tests.hard_knocks.openapi import description
from tests.hard_knocks.seeding import FAMILY

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
described_once = cache(description)
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


def test_every_open_page_is_described(asking: Ground) -> None:
    made = described_once(asking)
    described = {
        operation["x-endpoint"]: set(every)
        for every in made["paths"].values()
        for operation in every.values()
    }
    assert described == {
        endpoint: {method.lower() for method in (rule.methods or ()) if method in {"GET", "POST"}}
        for endpoint, rule in open_rules(asking).items()
    }
    schemathesis.openapi.from_dict(made).validate()


@pytest.mark.parametrize("which", ["asking", "published"])
def test_every_operation_with_good_and_bad_values(
    request: pytest.FixtureRequest, heard: Heard, which: str
) -> None:
    ground: Ground = request.getfixturevalue(which)
    schema = schemathesis.openapi.from_dict(described_once(ground))
    schema.app = ground.site.app
    knocks = Knocks(ground)
    operations: list[Any] = [each.ok() for each in cast("Any", schema.get_all_operations())]
    each = max(1, number_of_knocks() // (5 * len(operations)))
    for operation in operations:
        for mode in MODES:
            walk(knocks, operation, mode, each)
    print(knocks.told())
    assert knocks.sent >= len(operations) * each
    assert heard.told(ground) == []


def walk(knocks: Knocks, operation: Any, mode: GenerationMode, number: int) -> None:
    """Send so many cases of an operation, as anyone and as a family."""
    cases = operation.as_strategy(generation_mode=mode)

    @many(number)
    @given(case=cases, who=st.sampled_from((FAMILY, ANYONE)))
    def run(case: Any, who: str) -> None:
        sent: dict[str, Any] = case.as_transport_kwargs()
        path = sent.pop("path")
        answer = knocks.send(who, sent.pop("method"), path, endpoint=operation.label, **sent)
        case.validate_response(answer, checks=CHECKS)

    try:
        run()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # nothing can be wrong where nothing is asked
