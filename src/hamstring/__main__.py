"""Run the command line: ``python -m hamstring``."""

import sys

from hamstring.cli import main

if __name__ == "__main__":
    sys.exit(main())
