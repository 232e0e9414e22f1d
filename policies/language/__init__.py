"""How texts read: blame, vagueness, what can be measured, and how we word things."""
