"""The way from an empty or older database to the tables of today."""
