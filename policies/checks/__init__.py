"""The catalogue of checks, by subject; each is a small value that answers with findings."""
