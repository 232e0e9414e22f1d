"""What holds together in a policy file and is still worth a second look."""
