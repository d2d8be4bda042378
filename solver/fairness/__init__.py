"""The public draw, and who could envy whom."""
