"""What machines that watch over an installation are told: alive, ready, how much waits, how long it takes."""
