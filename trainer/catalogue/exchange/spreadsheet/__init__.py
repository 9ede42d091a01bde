"""Spreadsheets: a workbook of six sheets, written, filled in and read."""

from trainer.catalogue.exchange.spreadsheet.reading import read_spreadsheet
from trainer.catalogue.exchange.spreadsheet.writing import as_spreadsheet, template

__all__ = ["as_spreadsheet", "read_spreadsheet", "template"]
