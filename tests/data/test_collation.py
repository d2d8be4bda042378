from __future__ import annotations

import random

import pytest

from data.collation import by_name


@pytest.mark.parametrize(
    "names",
    [
        ["apen", "Zon"],
        ["Çay", "Cirkel", "Dans", "École", "Eend", "Élan", "Indianen", "İstanbul", "Jeugd"],
        ["résumé", "Résumé", "resumés"],
        ["'s Zondags", "(6-9) Taal", "10 vingers", "Sport"],
        ["بازی", "پارک", "تاتر", "جشن", "چای"],
        ["أحمر", "باب", "ثوب"],
        ["гра", "ґрунт", "дім", "екран", "єдність", "жарт"],
        ["Zon", "Ялинка", "شمس"],
    ],
)
def test_names_stand_in_the_order_of_their_script(names: list[str]) -> None:
    mixed = random.Random(7).sample(names, len(names))
    assert sorted(mixed, key=by_name) == names
