"""What a season lacks before a single wish is in, by the planner's own rules."""
