"""Action points: what somebody is to do about something, by when, and what came of it."""
