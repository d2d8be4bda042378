"""What is said about plan folders that cannot be written or read, in Dutch and English."""

from __future__ import annotations

import errno
from collections.abc import Mapping

FOLDER: Mapping[str, Mapping[str, str]] = {
    "not_a_folder": {
        "nl": "{path} bestaat al en is geen map. Kies een andere naam voor het plan.",
        "en": "{path} exists already and is not a folder. Choose another name for the plan.",
    },
    "not_a_plan": {
        "nl": "De map {path} is niet leeg en bevat geen plan. Kies een lege of een nieuwe map.",
        "en": "The folder {path} is not empty and holds no plan. Choose an empty or a new folder.",
    },
    "cannot_write": {
        "nl": "Het plan kan niet in {path} geschreven worden: {why}. Er is niets veranderd.",
        "en": "The plan cannot be written to {path}: {why}. Nothing was changed.",
    },
}

WHY: Mapping[int, Mapping[str, str]] = {
    errno.EACCES: {"nl": "je hebt daar geen rechten", "en": "you have no rights there"},
    errno.EPERM: {"nl": "je hebt daar geen rechten", "en": "you have no rights there"},
    errno.EROFS: {"nl": "je kan daar alleen lezen", "en": "that place can only be read"},
    errno.ENOSPC: {"nl": "de schijf is vol", "en": "the disk is full"},
    errno.ENOTDIR: {
        "nl": "een deel van het pad is geen map",
        "en": "a part of the path is not a folder",
    },
    errno.EEXIST: {
        "nl": "een deel van het pad is geen map",
        "en": "a part of the path is not a folder",
    },
    errno.ENOENT: {"nl": "die plaats bestaat niet", "en": "that place is not there"},
    errno.ENAMETOOLONG: {"nl": "de naam is te lang", "en": "the name is too long"},
}

WHERE: Mapping[str, Mapping[str, str]] = {
    "row": {"nl": "rij {row}", "en": "row {row}"},
    "column": {"nl": "kolom {column}", "en": "column {column}"},
    "key": {"nl": "sleutel {column}", "en": "key {column}"},
}

MEANT: Mapping[str, str] = {"nl": " Bedoel je {near!r}?", "en": " Do you mean {near!r}?"}

READING: Mapping[str, Mapping[str, str]] = {
    "no_folder": {"nl": "dat is geen map met een plan.", "en": "that is no folder with a plan."},
    "no_file": {"nl": "dit bestand ontbreekt.", "en": "this file is not there."},
    "unreadable": {"nl": "dit bestand is niet te lezen: {why}.", "en": "cannot be read: {why}."},
    "not_utf8": {
        "nl": "dit bestand is geen UTF-8. Bewaar het opnieuw als CSV UTF-8.",
        "en": "this file is not UTF-8. Save it again as CSV UTF-8.",
    },
    "not_csv": {"nl": "dit is geen leesbare CSV: {why}.", "en": "this is no readable CSV: {why}."},
    "no_column": {"nl": "deze kolom ontbreekt.", "en": "this column is not there."},
    "column_twice": {"nl": "deze kolom staat er twee keer.", "en": "this column is there twice."},
    "too_many_cells": {
        "nl": "deze rij heeft meer cellen dan er kolommen zijn.",
        "en": "this row has more cells than there are columns.",
    },
    "empty": {"nl": "deze cel is leeg.", "en": "this cell is empty."},
    "unknown_id": {
        "nl": "{value!r} staat niet in {known}.{near}",
        "en": "{value!r} is not in {known}.{near}",
    },
    "wrong_group_id": {
        "nl": "{value!r} hoort {expected!r} te zijn, volgens offer_id, block_id en room_id.",
        "en": "{value!r} should be {expected!r}, by offer_id, block_id and room_id.",
    },
    "not_a_number": {
        "nl": "{value!r} is geen geheel getal van minstens {low}.",
        "en": "{value!r} is not a whole number of at least {low}.",
    },
    "not_a_word": {
        "nl": "{value!r} is niet een van {words}.{near}",
        "en": "{value!r} is not one of {words}.{near}",
    },
    "twice": {
        "nl": "{value!r} staat ook in rij {other}.",
        "en": "{value!r} is also in row {other}.",
    },
    "wrong_size": {
        "nl": "hier staat {value}, maar places.csv heeft {expected} plaatsen in deze groep.",
        "en": "this says {value}, but places.csv has {expected} places in this group.",
    },
    "no_such_wish": {
        "nl": "{value} heeft geen wens met deze rang, dit aanbod, dit blok en deze locatie.",
        "en": "{value} has no wish with this rank, offer, block and location.",
    },
    "not_json": {
        "nl": "dit is geen leesbare JSON: {why}.",
        "en": "this is no readable JSON: {why}.",
    },
    "wrong_kind": {"nl": "hier hoort {expected}.", "en": "this should be {expected}."},
    "missing_key": {"nl": "deze sleutel ontbreekt.", "en": "this key is not there."},
}

KIND: Mapping[str, Mapping[str, str]] = {
    "object": {"nl": "een object met sleutels", "en": "an object with keys"},
    "list": {"nl": "een lijst", "en": "a list"},
    "text": {"nl": "tekst", "en": "text"},
    "whole": {"nl": "een geheel getal", "en": "a whole number"},
}


def why(error: OSError, language: str) -> str:
    """A system's refusal in plain words."""
    known = WHY.get(error.errno or 0)
    return known[language] if known else (error.strerror or type(error).__name__)


def folder_sentence(code: str, language: str, **facts: object) -> str:
    """A sentence about a folder that a plan cannot be written to."""
    return FOLDER[code][language].format(**facts)
