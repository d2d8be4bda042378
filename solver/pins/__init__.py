"""The planner's locks that contradict the rules, named."""
