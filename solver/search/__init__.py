"""From a program to a plan: bounds, first plans, better plans, proofs."""
