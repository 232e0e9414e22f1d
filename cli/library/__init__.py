"""Policies that are published: found by their names, put in force, moved to, listened to."""
