"""Come here to turn data into a PDF: certificates now, other papers as they are needed."""
