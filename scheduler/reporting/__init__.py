"""Reports of a season: what the municipality tells about it, never about one child."""
