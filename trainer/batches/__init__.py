"""Certificates issued together: signed once, issued one by one by the worker, printed as one."""
