"""Run the commands as `python -m siyada`."""

from siyada.cli.main import main

if __name__ == "__main__":
    main()
