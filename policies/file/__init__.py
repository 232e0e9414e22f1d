"""A policy file: its shape, how it is read, ordered, extended and found wrong."""
