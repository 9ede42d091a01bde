"""Every write to courses: offering and planning them, booking, and what follows when plans change."""
