"""Makes `python -m scheduler` the same as `zomerwijzer`."""

import sys

from scheduler.cli import main

sys.exit(main())
