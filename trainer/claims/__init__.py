"""Claims to awarding organisations: direct claim status, claims, and what is answered to them."""
