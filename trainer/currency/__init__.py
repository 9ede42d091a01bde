"""How long what somebody achieved stays current: units, their criteria and evidence, by rule of the unit."""
