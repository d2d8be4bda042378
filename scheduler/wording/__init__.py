"""Words that press or label, which somebody chose to keep in the texts of one subject (R3)."""
