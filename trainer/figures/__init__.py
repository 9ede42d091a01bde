"""Figures of people's work, by measure and month: brought in from a file, shown beside the team's."""
