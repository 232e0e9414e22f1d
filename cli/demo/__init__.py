"""One real incident, walked through the real engine while the clock is moved."""
