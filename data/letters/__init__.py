"""Printable letters: for families that are reached by post (R13, R14)."""

from data.letters.letter import Letter, Part, Section, part_lines
from data.letters.letter_pdf import letter_pdf, letters_pdf

__all__ = ["Letter", "Part", "Section", "letter_pdf", "letters_pdf", "part_lines"]
