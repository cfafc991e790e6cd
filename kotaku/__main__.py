"""Run the command line: ``python -m kotaku``."""

import sys

from kotaku.cli import main

sys.exit(main())
