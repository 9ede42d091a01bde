"""Child processes for what strangers wrote: warm, with little memory and time, and no network."""
