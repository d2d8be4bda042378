"""Whatever is sent with a form: no error of ours, nothing half done, nothing of others told.

500 forms in every run; `ZOMERWIJZER_KNOCKS=10000` sends ten thousand.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.hard_knocks.forms_found import Form, forms_of
from tests.hard_knocks.ground import Ground
from tests.hard_knocks.heard import Heard
from tests.hard_knocks.knocking import Knocks, many, number_of_knocks
from tests.hard_knocks.odd_values import ENCODINGS, body_of, filled, odd_paths


def test_any_values_in_every_form_while_wishes_are_open(asking: Ground, heard: Heard) -> None:
    knock(asking, heard, number_of_knocks() * 3 // 5)


def test_any_values_in_every_form_when_places_are_known(published: Ground, heard: Heard) -> None:
    knock(published, heard, number_of_knocks() * 2 // 5)


def knock(ground: Ground, heard: Heard, number: int) -> None:
    """Send so many random forms."""
    shown = [form for form in forms_of(ground) if form.method == "POST"]
    knocks = Knocks(ground)

    @many(number)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        form = data.draw(chosen(shown), label="form")
        path = data.draw(odd_paths(form.path), label="path")
        encoding = data.draw(st.sampled_from(ENCODINGS), label="encoding")
        sent = body_of(data.draw(filled(form), label="fields"), encoding)
        knocks.send(form.who, "POST", path, endpoint=form.endpoint, **sent)

    run()
    print(knocks.told())
    print(knocks.by_endpoint)
    assert knocks.sent >= number
    assert {200, 302, 404, 422} <= knocks.by_status.keys()
    assert heard.lines > number
    assert heard.told(ground) == []


def chosen(forms: list[Form]) -> st.SearchStrategy[Form]:
    """Each endpoint as often, those whose forms have fields more often than bare buttons."""
    by_endpoint: dict[str, list[Form]] = {}
    for form in forms:
        by_endpoint.setdefault(form.endpoint, []).append(form)
    groups = []
    by_endpoint["public.speak"] = by_endpoint.pop("public.speak")[:2]  # on every page
    for each in by_endpoint.values():
        full = [form for form in each if form.fields]
        groups += [full, full, full, each] if full else [each]
    return st.sampled_from(groups).flatmap(st.sampled_from)
