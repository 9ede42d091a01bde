"""Development (CPD): the hours somebody spent on learning, from wherever they are on record."""
