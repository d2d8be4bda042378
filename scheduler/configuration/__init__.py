"""How this installation is set up: the environment and one TOML file, checked as a whole.

`loading.py` reads, `settings.py` says what there is, `safety.py` what a start refuses.
"""
