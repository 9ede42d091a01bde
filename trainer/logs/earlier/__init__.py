"""Come here for how a draft read before: kept while somebody writes, to look at and to put back."""
