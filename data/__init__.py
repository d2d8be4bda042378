"""Tables in and out: datasets, plans, reference lists, sample seasons and the report page."""
