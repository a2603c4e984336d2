"""`python -m generator`: the same commands as `factsheet`."""

from __future__ import annotations

from generator.commands.entry import main

if __name__ == "__main__":
    main()
