"""The season's rows in a database. Comes after the planning road."""
