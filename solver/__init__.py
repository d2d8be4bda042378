"""The pure core: problem, plan, search, check and explanation. Knows no files, tables or web."""
