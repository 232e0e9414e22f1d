"""What would open a gate, and what every gate is going to ask of whom."""
