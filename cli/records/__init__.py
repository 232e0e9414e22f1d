"""Whole records from files: applied, compared, rehearsed and imported."""
