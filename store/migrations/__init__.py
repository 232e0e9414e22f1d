"""How the database got from each released shape to the next."""
