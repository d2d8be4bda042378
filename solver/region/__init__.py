"""A region of many municipalities: cut, planned side by side, put together, with one bound."""
