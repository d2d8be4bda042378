"""What would help most, as the report of a run of kind advice holds it."""

from __future__ import annotations

from typing import get_args

from data.issues import Language
from scheduler.additions import addition_sentence, advice_message
from scheduler.output import Json
from solver.advice import Counsel
from solver.problem import Problem


def counsel_report(problem: Problem, found: Counsel) -> Json:
    """The advice with ids as the dataset has them, and its sentences in every language we write.

    `waiting`: children with a wish and without a place; `tried` of `candidates` additions were
    planned again. `advice`: best first, each with `placed` children more (`exact`, or at least).
    """
    return {
        "waiting": found.waiting,
        "tried": found.tried,
        "candidates": found.candidates,
        "advice": [
            {
                **advice_message(advice),
                "sentences": {
                    language: addition_sentence(language, problem, advice.addition)
                    for language in get_args(Language)
                },
            }
            for advice in found.advice
        ],
    }
