"""Markdown postmortems a team already has, read into a draft; what cannot be read is named."""
