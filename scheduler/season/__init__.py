"""What people do with a season: one function per verb, one file per concept.

Every verb takes `session`, `actor`, the season (or the municipality, where it makes one) and
`now` by name. It asks the rights table first, writes one line in the audit, raises a
`scheduler.rights.refusal.Refusal` where it does not do what was asked, and never commits: the
entry point commits once, or rolls back. `registry.VERBS` has them all.
"""
