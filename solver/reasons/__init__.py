"""A true reason for every wish that was not granted."""
