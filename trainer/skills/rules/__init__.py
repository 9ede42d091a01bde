"""Whether enough people hold a skill: no database, no clock."""
