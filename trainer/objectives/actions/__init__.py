"""What the two do: propose and agree, follow and close, set for a team, talk."""
