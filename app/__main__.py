"""`python -m app [--sample] [BOOK]` opens the window."""

import sys

from app.cli import main

if __name__ == "__main__":
    sys.exit(main(["open", *sys.argv[1:]]))
