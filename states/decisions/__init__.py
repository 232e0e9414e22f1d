"""What each command means: the facts it makes, or why it is refused."""
