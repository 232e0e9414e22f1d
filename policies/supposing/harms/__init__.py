"""Everything that can be wrong with a retrospective, by subject; each row is one way."""
