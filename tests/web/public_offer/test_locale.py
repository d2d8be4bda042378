"""The offer in the order, the commas and the names of languages of who reads."""

from __future__ import annotations

import re

import pytest

from tests.web.public_offer.published import change, offers_of, put_published
from tests.web.site import Site

LIST = "/gent/aanbod"
TITLES = ("apen", "Çay ve oyun", "Dansen", "École buissonnière", "Eten", "İzci kampı", "Zon", "قصص")


def test_titles_stand_in_the_order_of_an_index(site: Site) -> None:
    summer = put_published(site)
    offers = offers_of(site, summer)
    for offer, title in zip(offers, reversed(TITLES), strict=False):
        change(site, summer, offer.id, title=title)
    for offer in offers[len(TITLES) :]:
        change(site, summer, offer.id, title="Zwemmen")
    page = site.browser().get(LIST).text
    found = re.findall(r'card__link"[^>]*><bdi>([^<]+)</bdi>', page)
    assert [title for title in found if title != "Zwemmen"] == list(TITLES)
    assert found.index("Zwemmen") == TITLES.index("Zon") + 1


@pytest.mark.parametrize(
    ("language", "days", "spoken"),
    [
        ("nl", "ma, di, wo", "Nederlands en Frans"),
        ("fr", "lun., mar., mer.", "Néerlandais et Français"),
        ("tr", "Pzt, Sal, Çar", "Felemenkçe ve Fransızca"),
        ("ar", "\u2068الاثنين\u2069، \u2068الثلاثاء\u2069، ", "الهولندية والفرنسية"),
        ("fa", "\u2068دوشنبه\u2069، \u2068سه‌شنبه\u2069، ", "هلندی و فرانسوی"),
    ],
)
def test_lists_and_languages_are_as_the_language_writes_them(
    site: Site, language: str, days: str, spoken: str
) -> None:
    offer = offers_of(site, put_published(site))[0]
    page = site.browser().get(f"{LIST}/{offer.id}", Accept_Language=language).text
    assert days in page
    assert spoken in page
