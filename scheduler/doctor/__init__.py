"""Looks at a whole installation and says what is wrong, and what to do about it.

Each check is a function that gives findings; none of them changes or sends anything.
"""
