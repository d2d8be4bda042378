"""A report as files: CSV, a workbook, and an accessible PDF. All three hold the same tables."""

from data.report_files.as_csv import report_csv
from data.report_files.as_pdf import report_pdf
from data.report_files.as_workbook import report_workbook
from data.report_files.report import Cell, Report, ReportTable

__all__ = ["Cell", "Report", "ReportTable", "report_csv", "report_pdf", "report_workbook"]
