"""What the commands of the benches share: a number that counts, and how they end."""

import argparse
import sys
from collections.abc import Callable


def positive(text: str) -> int:
    """The number that an option gives, 1 or more."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}: must be 1 or more")
    return number


def printed(measured: Callable[[], str]) -> int:
    """Measure and print the report: 0, or 1 where that cannot be done, which is said, or 130 where it was stopped."""
    try:
        sys.stdout.write(measured() + "\n")
    except RuntimeError as error:
        sys.stderr.write(f"bench: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
