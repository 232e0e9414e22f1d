"""The one tree over all entries: who gets which place, who signs, and what lies outside."""
