"""Files people send: where their bytes live, what may be sent, and what is shown of them."""
