"""An audit of the database: what was written, the tree over it, what lies outside, its sense."""
