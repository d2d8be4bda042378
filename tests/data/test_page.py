import itertools
import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data.page import render_page
from data.page.texts import REASONS, TEXTS
from data.page.wording import Wording
from data.sample import sample_tables
from solver.plan import Group, Level, LostPromise, Plan, Reason, Refusal, Status
from solver.problem import Problem
from tests.data.sample_plans import greedy_plan, sample_problem

CSS = Path(__file__).parents[2] / "data" / "page" / "plan.css"
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Elements of a page in order, as (tag, attributes, text); fails on unbalanced tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))
        if tag not in VOID:
            self._open.append(len(self.found) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self.found[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for at in self._open:
            self.found[at][2].append(data)

    def texts(self, tag: str, of_class: str = "") -> list[str]:
        return [
            " ".join("".join(text).split())
            for name, attrs, text in self.found
            if name == tag and of_class in ("", *(attrs.get("class") or "").split(" "))
        ]

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs, _ in self.found if name == tag]


@pytest.fixture(scope="module")
def problem() -> Problem:
    return sample_problem(600, 7)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return greedy_plan(600, 7)


@pytest.fixture(scope="module")
def text(plan: Plan, problem: Problem) -> str:
    return render_page(plan, problem)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_nothing_is_asked_of_the_network(text: str, page: Page) -> None:
    assert re.findall(r"https?:|//[a-z]|url\(|@import|<script|<link|<img|<iframe", text) == []
    targets = [attrs.get("href") or "" for attrs in page.attributes("a")]
    assert [target for target in targets if not target.startswith("#")] == []
    assert [attrs for _, attrs, _ in page.found if "src" in attrs or "style" in attrs] == []


def test_links_within_the_page_arrive(page: Page) -> None:
    ids = [attrs["id"] for _, attrs, _ in page.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {f"#{target}" for target in ids} >= {attrs["href"] for attrs in page.attributes("a")}
    named = [a["aria-labelledby"] for _, a, _ in page.found if "aria-labelledby" in a]
    assert set(named) <= set(ids)


def test_no_person_is_named(text: str) -> None:
    tables = sample_tables(600, 7)
    names = {
        str(row[list(header).index("name")])
        for header, rows in (tables["pupils"], tables["tutors"])
        for row in rows
    }
    assert [name for name in names if name in text] == []


def test_the_same_plan_gives_the_same_page_whatever_the_search_took(
    plan: Plan, problem: Problem, text: str
) -> None:
    assert render_page(replace(plan, seconds={"total": 1.0}), problem) == text


def test_headings_are_in_order_under_one_title(page: Page) -> None:
    levels = [int(name[1]) for name, _, _ in page.found if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_landmarks_language_and_viewport_are_there(text: str, page: Page) -> None:
    assert [len(page.attributes(tag)) for tag in ("header", "nav", "main", "footer")] == [1] * 4
    assert page.attributes("html") == [{"lang": "nl", "dir": "ltr"}]
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in text
    assert page.texts("title")[0] == "Zomer 2027 Antwerpen – Het zomerplan"


def test_tables_have_captions_and_scopes(page: Page) -> None:
    assert len(page.attributes("table")) == len(page.attributes("caption")) > 5
    assert {attrs.get("scope") for attrs in page.attributes("th")} == {"col", "row"}


def test_what_scrolls_has_a_name_and_takes_the_keyboard(page: Page) -> None:
    scrolling = [a for a in page.attributes("div") if a.get("class") == "scroll"]
    assert scrolling
    for attrs in scrolling:
        assert (attrs.get("role"), attrs.get("tabindex")) == ("region", "0")
        assert attrs.get("aria-label") or attrs.get("aria-labelledby")


def test_pictures_have_a_title_or_are_hidden(page: Page) -> None:
    for attrs in page.attributes("svg"):
        assert attrs.get("aria-hidden") == "true" or attrs.get("role") == "img"


def test_it_says_that_it_is_voluntary_in_both_languages(plan: Plan, problem: Problem) -> None:
    assert Page(render_page(plan, problem)).texts("p", "eyebrow") == [
        "Niet-formeel aanbod, vrijwillig"
    ]
    english = Page(render_page(plan, problem, language="en"))
    assert english.texts("p", "eyebrow") == ["Non-formal activities, voluntary"]
    assert english.attributes("html") == [{"lang": "en", "dir": "ltr"}]


def test_another_language_is_refused(plan: Plan, problem: Problem) -> None:
    with pytest.raises(ValueError, match="a page is in one of nl, en, not 'fr'"):
        render_page(plan, problem, language="fr")


def test_both_languages_say_the_same_things() -> None:
    assert TEXTS["nl"].keys() == TEXTS["en"].keys()
    assert REASONS["nl"].keys() == REASONS["en"].keys() == {reason.value for reason in Reason}
    for key, said in TEXTS["nl"].items():
        assert set(re.findall(r"\{\w+}", said)) == set(re.findall(r"\{\w+}", TEXTS["en"][key]))


def test_no_word_presses_or_labels() -> None:
    said = " ".join([*TEXTS["nl"].values(), *(w for pair in REASONS["nl"].values() for w in pair)])
    pressing = r"verplicht|aanbevolen|achterstand|laatste kans|zwak|moet\b|school"
    assert re.findall(pressing, said, re.IGNORECASE) == []


def test_every_group_has_one_card_with_its_size_and_minimum(
    plan: Plan, problem: Problem, page: Page
) -> None:
    sizes = []
    for group in plan.groups:
        offer, room = problem.offer_by_id[group.offer_id], problem.room_by_id[group.room_id]
        size = len(plan.places_by_group[group])
        seats = min(offer.max_size, room.capacity)
        sizes.append(f"{size} van {seats} plaatsen, vanaf {offer.min_size}")
    assert sorted(page.texts("p", "size")) == sorted(sizes)
    titles = [problem.offer_by_id[group.offer_id].title for group in plan.groups]
    assert sorted(page.texts("p", "title")) == sorted(titles)


def test_a_card_says_when_where_with_whom_and_what_is_arranged() -> None:
    plan, problem = greedy_plan(40, 1), sample_problem(40, 1)
    assert Page(render_page(plan, problem)).texts("li", "card")[0] == (
        "Hutten en hindernissen 7Week 2, voormiddagma–vr, 9.00–12.00 u. Kleine zaal A, "
        "1 begeleider8 van 10 plaatsen, vanaf 8Op maat geregeld: 1"
    )


def test_long_blocks_go_on_in_later_weeks(plan: Plan, problem: Problem, page: Page) -> None:
    weeks = [
        {session.day.isocalendar()[1] for session in problem.block_by_id[g.block_id].sessions}
        for g in plan.groups
    ]
    assert len(page.texts("li", "continued")) == sum(len(own) - 1 for own in weeks) > 0


def test_weeks_stand_above_the_board_and_locations_beside_it(
    plan: Plan, problem: Problem, text: str, page: Page
) -> None:
    board = text[
        text.index('<table class="board">') : text.index('<section aria-labelledby="ranks"')
    ]
    heads = re.findall(r'<th scope="col">([^<]*)</th>', board)
    assert heads[:5] == ["5–9 juli", "12–16 juli", "19–23 juli", "26–30 juli", "2–6 augustus"]
    assert page.texts("h3")[-2:] == ["Juli", "Augustus"]
    used = {
        problem.location_by_id[problem.room_by_id[g.room_id].location_id].name for g in plan.groups
    }
    assert set(re.findall(r'<th scope="row">([^<]*)</th>', board)) == used


def test_the_chart_and_its_table_count_best_ranks(plan: Plan, problem: Problem, page: Page) -> None:
    best = [min(place.rank for place in own) for own in plan.places_by_pupil.values()]
    without = len(problem.wishes_by_pupil) - len(best)
    counts = [best.count(1), best.count(2), without]
    labels = page.texts("text", "count")
    assert (labels[0], labels[1], labels[-1]) == tuple(str(count) for count in counts)
    assert page.texts("th")[page.texts("th").index("Wens 1") + 1] == "Wens 2"
    assert page.texts("td", "num").count(str(best.count(1))) >= 1


def test_refusals_are_counted_and_listed_by_reason(plan: Plan, page: Page) -> None:
    listed = [text for text in page.texts("summary") if ": bekijk " in text]
    reasons = [refusal.reason for refusal in plan.refusals]
    expected = {
        f"{REASONS['nl'][reason][0]}: bekijk {Wording('nl').number(reasons.count(reason))} wensen"
        for reason in set(reasons)
    }
    assert set(listed) == expected
    assert all("open" not in attrs for attrs in page.attributes("details"))
    ids = [text for text in page.texts("th") if re.fullmatch(r"P\d{6}", text)]
    assert sorted(ids) == sorted(refusal.wish.pupil_id for refusal in plan.refusals)


def test_tutors_hours_are_those_of_their_groups(plan: Plan, problem: Problem, page: Page) -> None:
    used = sorted({given.tutor_id for given in plan.assignments})
    assert [text for text in page.texts("th") if re.fullmatch(r"T\d{4}", text)] == used
    hours = sum(
        (session.end - session.start) / 60
        for given in plan.assignments
        for session in problem.block_by_id[given.group.block_id].sessions
    )
    said = f"samen goed voor {Wording('nl').number(hours)} uur."
    assert any(text.endswith(said) for text in page.texts("p", "intro"))


def levels(*bounds: int) -> tuple[Level, ...]:
    names = ("placed", "loss", "further")
    return tuple(
        Level(name, 100, bound, maximise=name != "loss")
        for name, bound in zip(names, bounds, strict=False)
    )


@pytest.mark.parametrize(
    ("status", "found", "headline"),
    [
        (Status.OPTIMAL, levels(100, 100, 100), "Bewezen best"),
        (Status.FEASIBLE, levels(125, 100), "Hoogstens 20 % verwijderd van het best mogelijke"),
        (
            Status.FEASIBLE,
            levels(100, 90),
            "Meer kinderen een plaats geven kan niet: dat is bewezen",
        ),
        (Status.FEASIBLE, (), "Een plan dat klaar is om te gebruiken"),
        (Status.FEASIBLE, levels(100, 100), "Een plan dat klaar is om te gebruiken"),
        (Status.INFEASIBLE, (), "Geen plan mogelijk"),
    ],
)
def test_the_status_is_said_in_plain_words(
    plan: Plan, problem: Problem, status: Status, found: tuple[Level, ...], headline: str
) -> None:
    told = Page(render_page(replace(plan, status=status, levels=found), problem))
    assert told.texts("p", "headline") == [headline]


def test_levels_show_value_bound_and_gap(plan: Plan, problem: Problem) -> None:
    unknown = Level("iets nieuws", 3, 3, maximise=False)
    told = Page(render_page(replace(plan, levels=(*levels(125, 100), unknown)), problem))
    assert told.texts("dl") == [
        "In dit plan100 Meer kan zeker niet dan125 Verschil20 %",
        "In dit plan100 Minder kan zeker niet dan100 Verschilbewezen best",
        "In dit plan3 Minder kan zeker niet dan3 Verschilbewezen best",
    ]
    assert "iets nieuws" in told.texts("h3")


@pytest.mark.parametrize(("language", "said"), [("nl", "De loting"), ("en", "The draw")])
def test_the_draw_is_a_level_with_words(
    plan: Plan, problem: Problem, language: str, said: str
) -> None:
    found = (*levels(100, 100, 100), Level("draw", 0, 0, maximise=False))
    told = Page(render_page(replace(plan, levels=found), problem, language=language))
    assert told.texts("h3")[3] == said


def test_lost_promises_are_told(plan: Plan, problem: Problem) -> None:
    gone = LostPromise(
        "P000001", Group("weg", "weg", "weg"), "not_wished", {"nl": "Niet gevraagd."}
    )
    told = Page(render_page(replace(plan, lost_promises=(gone,)), problem))
    assert "Beloofde plaatsen die wegvallen" in told.texts("h2")
    assert {"weg", "Niet gevraagd."} <= set(told.texts("td"))


def test_what_planners_write_is_text_and_never_markup(plan: Plan, problem: Problem) -> None:
    evil = "<script>alert(1)</script>&\"'"
    season = replace(problem.season, name=evil, draw_seed=evil)
    offers = tuple(replace(offer, title=evil) for offer in problem.offers)
    refusals = tuple(
        Refusal(refusal.wish, refusal.reason, {"nl": evil}) for refusal in plan.refusals[:3]
    )
    told = render_page(
        replace(plan, refusals=refusals), replace(problem, season=season, offers=offers)
    )
    assert "<script" not in told
    assert Page(told).texts("h1") == [evil]


def test_an_empty_plan_is_a_page_too(problem: Problem) -> None:
    plan = greedy_plan(600, 7)
    told = Page(
        render_page(
            replace(plan, groups=(), assignments=(), places=(), refusals=(), levels=()), problem
        )
    )
    assert "In dit plan zijn geen groepen open." in told.texts("p", "intro")
    assert "Van dit plan is geen lijst van redenen bekend." in told.texts("p", "intro")


def test_a_town_is_shown_quickly_and_in_few_megabytes() -> None:
    plan, problem = greedy_plan(3000, 7), sample_problem(3000, 7)
    assert len(plan.refusals) > 9000
    began = time.perf_counter()
    told = render_page(plan, problem)
    assert time.perf_counter() - began < 3
    assert len(told.encode()) < 5_000_000


def colours() -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", CSS.read_text(encoding="utf-8")))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["paper", "card", "sand", "tint"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent"])
def test_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert contrast(colours()[ink], colours()[ground]) >= 4.5


def test_lines_that_mean_something_stand_out() -> None:
    assert contrast(colours()["edge"], colours()["card"]) >= 3
    assert contrast(colours()["accent"], colours()["sand"]) >= 3


def test_the_style_is_logical_and_asks_for_nothing() -> None:
    style = CSS.read_text(encoding="utf-8")
    physical = r"(margin|padding|border)-(left|right|top|bottom)|text-align: (left|right)|<"
    assert re.findall(physical, style) == []
