"""The offer on paper: a sheet to hang, and a poster with a code to scan."""

from data.offer_sheet.paper import Help, Paper, Picture, Poster, Row, Sheet
from data.offer_sheet.pdf import poster_pdf, sheet_pdf

__all__ = ["Help", "Paper", "Picture", "Poster", "Row", "Sheet", "poster_pdf", "sheet_pdf"]
