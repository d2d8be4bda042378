"""Tables of a season in and out: what a file would change, and changing it."""
