"""The click commands, and the composition root that wires real adapters in."""
