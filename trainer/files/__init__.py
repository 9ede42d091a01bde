"""Looking after files of evidence: whom they show, who opened them, how long they are kept."""
