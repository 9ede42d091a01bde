"""What people must hold to do their work: skills, who must hold which, what they hold, and until when."""
