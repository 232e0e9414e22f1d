"""The ladder a deadline climbs: when each rung is reached, whom it reaches, what they hear."""
