"""In what a policy asks less than the one it extends, and whether it says so."""
