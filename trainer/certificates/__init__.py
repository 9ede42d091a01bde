"""Certificates: issuing, their life, and the public page that tells whether one is genuine."""
