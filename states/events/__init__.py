"""What happened. Past tense, one a class.

Stored entries name these classes: a field may be added with an empty default, never
renamed, and a class is never renamed at all.
"""
