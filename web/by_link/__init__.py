"""What families and tutors have in common: they come in by a link, without an account."""
