"""A request as answers, and back: the same request. What others changed meanwhile is kept."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from data import references
from models.enums import TravelMode
from scheduler.drafts.answers import Answers, Base, Step, read, with_saved, written
from scheduler.drafts.merging import changed_steps, merged
from scheduler.drafts.prefilling import Companion, steps_of
from scheduler.drafts.sending import child_draft
from scheduler.season.availability import WindowDraft
from scheduler.season.requests import ChildDraft, EmergencyDraft, WishDraft

_NUMBER = st.integers(1, 10**6)
_MINUTES = st.none() | st.integers(0, 1440)
_WORDS = st.text(max_size=20)
_NEEDS = list(references.needs())
_DAY = st.dates(date(2027, 7, 1), date(2027, 8, 31))

_REQUEST = st.builds(
    ChildDraft,
    first_name=_WORDS,
    birth_year=st.integers(2000, 2027),
    lat=st.floats(49, 52),
    lon=st.floats(2, 7),
    travel_mode=st.sampled_from(TravelMode),
    max_travel_min=_MINUTES,
    max_places=st.integers(1, 9),
    says_yes=st.sampled_from((None, True, False)),
    own_words=_WORDS,
    needs=st.sets(st.sampled_from(_NEEDS)).map(
        lambda chosen: tuple(sorted(chosen, key=_NEEDS.index))
    ),
    windows=st.lists(
        st.builds(WindowDraft, first_day=_DAY, last_day=_DAY, start_min=_MINUTES, end_min=_MINUTES),
        max_size=3,
    ).map(tuple),
    wishes=st.lists(
        st.builds(
            WishDraft,
            rank=st.integers(1, 5),
            offer_id=_NUMBER,
            block_id=st.none() | _NUMBER,
            location_id=st.none() | _NUMBER,
        ),
        max_size=5,
    ).map(lambda rows: tuple(sorted(rows, key=lambda row: row.rank))),
    emergency=st.lists(st.builds(EmergencyDraft, name=_WORDS, phone=_WORDS), max_size=3).map(tuple),
)
_LINKS = st.dictionaries(st.sampled_from("ABCD"), st.booleans())


def steps(request: ChildDraft, links: dict[str, bool]) -> dict[str, object]:
    """The answers as the database has them."""
    companions = [Companion(code, strict, 1, agreed=True) for code, strict in links.items()]
    answers = with_saved(Answers(), steps_of(request, companions))
    return json.loads(json.dumps(written(answers)))["steps"]  # type: ignore[no-any-return]


@given(_REQUEST, _LINKS)
def test_a_request_as_answers_is_that_request(asked: ChildDraft, links: dict[str, bool]) -> None:
    assert child_draft(Answers(steps(asked, links))) == asked  # type: ignore[arg-type]


@given(_REQUEST, _LINKS, _REQUEST, _LINKS)
def test_what_is_left_as_it_was_stays_as_it_is_now(
    asked: ChildDraft, links: dict[str, bool], later: ChildDraft, others: dict[str, bool]
) -> None:
    base, now = steps(asked, links), steps(later, others)
    assert merged(base, deepcopy(base), now) == now  # type: ignore[arg-type]
    assert merged(base, now, base) == {  # type: ignore[arg-type]
        **now,
        Step.TOGETHER: merged(base, now, base)[Step.TOGETHER],  # type: ignore[arg-type]
    }
    assert changed_steps(now, merged(base, now, base)) == ()  # type: ignore[arg-type]


def test_both_change_something_and_both_are_kept() -> None:
    asked = ChildDraft(first_name="Noor", birth_year=2018, needs=("food",), own_words="zwemmen")
    base = steps(asked, {"A": False, "B": False})
    mine, now = deepcopy(base), deepcopy(base)
    mine[Step.HELP]["own_words"] = "fietsen"  # type: ignore[index]
    mine[Step.TOGETHER]["links"] = [{"code": "A", "strict": True}]  # type: ignore[index]
    now[Step.HELP]["needs"] = ["step_free"]  # type: ignore[index]
    now[Step.CHILD]["birth_year"] = 2019  # type: ignore[index]
    now[Step.TOGETHER]["links"].append({"code": "C", "strict": False})  # type: ignore[index]
    found = merged(base, mine, now)  # type: ignore[arg-type]
    assert found[Step.HELP]["own_words"] == "fietsen"
    assert found[Step.HELP]["needs"] == ["step_free"]
    assert found[Step.CHILD] == {"first_name": "Noor", "birth_year": 2019}
    assert found[Step.TOGETHER]["links"] == [
        {"code": "A", "strict": True},
        {"code": "C", "strict": False},
    ]
    assert changed_steps(now, found) == (Step.HELP, Step.TOGETHER)  # type: ignore[arg-type]


def test_the_place_goes_as_one() -> None:
    base = steps(ChildDraft(first_name="N", birth_year=2018, lat=51.0, lon=4.0), {})
    mine, now = deepcopy(base), deepcopy(base)
    mine[Step.PLACE] |= {"lat": 51.1, "how": "map"}  # type: ignore[operator]
    now[Step.PLACE] |= {"lon": 4.1, "max_travel_min": 20}  # type: ignore[operator]
    assert merged(base, mine, now)[Step.PLACE] == {  # type: ignore[arg-type]
        "lat": 51.1, "lon": 4.0, "how": "map", "travel_mode": "bike", "max_travel_min": 20,
    }  # fmt: skip


def test_a_draft_of_a_change_is_read_as_it_was_written() -> None:
    base = Base(7, 3, {"child": {"first_name": "Noor"}})
    answers = with_saved(Answers(base=base), {Step.CHILD: {"first_name": "Sam"}})
    assert read(json.loads(json.dumps(written(answers)))) == answers
    assert answers.base == base
