"""The season as a mixed-integer program: every decision listed once, every rule as rows."""
