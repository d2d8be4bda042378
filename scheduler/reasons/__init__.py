"""Why a plan is as it is, and what would change it: for a child, an offer, a tutor, the season."""
