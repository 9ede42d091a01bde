"""Other programs' files in and out: CASE packages, Moodle's CSV, spreadsheets, progressions."""
