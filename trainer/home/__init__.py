"""Each hat's first page and what waits, and the pages around everything: navigation and help."""
