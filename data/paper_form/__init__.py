"""The form on paper: the same questions in the same order as on the site (R13)."""

from data.paper_form.form import Activity, Coded, PaperForm
from data.paper_form.form_pdf import paper_form_pdf
from data.paper_form.words import LANGUAGES

__all__ = ["LANGUAGES", "Activity", "Coded", "PaperForm", "paper_form_pdf"]
