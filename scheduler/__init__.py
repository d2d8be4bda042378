"""What people can do with a season, and the command line."""
