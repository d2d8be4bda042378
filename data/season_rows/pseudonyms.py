"""A dataset as a planning run may see it: without names of people and without addresses."""

from __future__ import annotations

from dataclasses import replace

from data.dataset import Dataset


def pseudonymised(dataset: Dataset) -> Dataset:
    """The dataset without what planning never looks at: people's names, addresses, postcodes.

    It states the same problem (`to_problem`), so it gives the same plan. Ids stay, since the
    draw is made of them: those that the database gives to children are random, but a dataset's
    own ids are as its makers chose them. Homes stay as points, which the database has rounded
    to 100 m wherever a family gave them; titles of offers and names of sites are public.

    Its `sha256` is its own: what is kept with a run is that of the dataset it was made from.
    """
    return replace(
        dataset,
        tutors=tuple(replace(row, name="") for row in dataset.tutors),
        pupils=tuple(replace(row, name="") for row in dataset.pupils),
        locations=tuple(replace(row, address="", postcode="") for row in dataset.locations),
        warnings=(),
    )
