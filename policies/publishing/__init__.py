"""Policies as history: which were published, by whom, and which an incident is pinned to."""
