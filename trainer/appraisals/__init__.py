"""Appraisals that cite evidence: cycles, what each may see and answer when, signatures, calibration."""
