"""What a policy would have done with incidents that have happened; pure."""
