"""The register: who may assess or verify which qualification, from when to when, and conflicts."""
