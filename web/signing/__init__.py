"""Verbs of people who sign in, without Flask: one-time codes, new passwords, a provider's word.

Nothing here commits.
"""
