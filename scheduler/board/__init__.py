"""The board: one version of the plan that planners change by hand, with the rules beside them.

A move is judged by the solver's referee on no more than it touches (`part_of_season`, `judging`),
changes the version's rows and pins what was done (`moving`), and can be undone (`undoing`).
"""
