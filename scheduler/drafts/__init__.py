"""Requests that are being filled in: saved at every step, until they are sent or run out."""
