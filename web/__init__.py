"""The website of a municipality. Comes after the planning road and the database."""
