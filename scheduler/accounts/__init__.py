"""Accounts of staff: passwords, roles in municipalities, invitations.

Nothing here commits. Hashing takes a noticeable part of a second on purpose, so it is done
outside sessions that write: those must be short (`models/database.py`).
"""
