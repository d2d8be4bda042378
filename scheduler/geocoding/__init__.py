"""From what a family types to a point: by ways that the configuration chooses and orders.

A way is any object like `Geocoder`; two are shipped. The point is rounded by who keeps it.
"""
