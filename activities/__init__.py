"""What a workflow may ask of the world, and the ports it asks through."""
