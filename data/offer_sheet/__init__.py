"""The offer on paper: a sheet to hang, and a poster with a code to scan."""

from data.offer_sheet.paper import Help, Paper, Poster, Row, Sheet
from data.offer_sheet.pdf import poster_pdf, sheet_pdf

__all__ = ["Help", "Paper", "Poster", "Row", "Sheet", "poster_pdf", "sheet_pdf"]
