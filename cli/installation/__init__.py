"""Hold one installation together: its settings, its way to Temporal, its worker and its health."""
