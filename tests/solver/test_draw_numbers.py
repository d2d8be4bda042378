"""The public draw: anyone can recompute it (contract, section 5)."""

from __future__ import annotations

import random
from dataclasses import replace
from hashlib import sha256

import pytest

from solver.fairness.draw import digest, draw_numbers
from solver.model.canonical import canonical
from tests.solver.problems import permuted, random_problem


def test_the_digest_is_that_of_seed_bar_pupil() -> None:
    assert digest("zomer-2027", "P1") == sha256(b"zomer-2027|P1").hexdigest()
    assert digest("één", "P1") == sha256("één|P1".encode()).hexdigest()
    assert digest("", "").startswith("cbe5cfdf7c2118a9c3d78ef1d684f3af")


def test_numbers_go_from_one_in_the_order_of_the_digests() -> None:
    numbers = draw_numbers("seed", (f"P{n}" for n in range(50)))
    ordered = sorted(numbers, key=lambda name: sha256(f"seed|{name}".encode()).hexdigest())
    assert [numbers[name] for name in ordered] == list(range(1, 51))


def test_nobody_has_a_number_where_there_is_nobody() -> None:
    assert draw_numbers("seed", ()) == {}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_enrolment_means_nothing(seed: int) -> None:
    names = [f"P{n}" for n in range(40)]
    mixed = random.Random(seed).sample(names, len(names))
    assert draw_numbers("seed", mixed) == draw_numbers("seed", names)


def test_another_seed_is_another_draw() -> None:
    names = [f"P{n}" for n in range(40)]
    assert draw_numbers("one", names) != draw_numbers("other", names)


@pytest.mark.parametrize("seed", range(20))
def test_a_canonical_problem_has_one_form_with_pupils_in_the_order_of_the_draw(seed: int) -> None:
    of = random_problem(seed)
    numbers = draw_numbers(of.season.draw_seed, (pupil.id for pupil in of.pupils))
    form = canonical(of)
    assert [numbers[pupil.id] for pupil in form.pupils] == list(range(1, len(of.pupils) + 1))
    assert canonical(form) == form == canonical(permuted(of, seed))
    turned = tuple(
        replace(offer, blocks=offer.blocks[::-1], locations=offer.locations[::-1])
        for offer in of.offers
    )
    assert canonical(replace(of, offers=turned)) == form
