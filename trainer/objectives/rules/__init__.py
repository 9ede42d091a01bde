"""What makes an objective clear, what weights come to, and how far figures are. Pure."""
