"""What an assessor notes at a place of the evidence: a page, a part of a picture, a second, a passage."""
