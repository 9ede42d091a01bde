"""Forms as they are shown, rounds as they are going, and what answers may rest on."""
