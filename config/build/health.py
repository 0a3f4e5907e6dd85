"""For a health check: python config/build/health.py ADDRESS ends with 0 when the address answers 200, else with 1.

Of a path instead it asks whether a file whose name begins so was written within three minutes, as beat's is.
It imports nothing of the portal, so that asking costs a few hundredths of a second.
"""

import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

PATIENCE = 15  # seconds
FRESH = 180  # seconds


def written(path: Path) -> int:
    """0 when one of the files was written lately, 1 otherwise."""
    ages = [time.time() - file.stat().st_mtime for file in path.parent.glob(f"{path.name}*")]
    return 0 if ages and min(ages) < FRESH else 1


def answers(address: str) -> int:
    """0 when the probe is well, 1 otherwise, with the words it said."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  our own address
            sys.stdout.write(answer.read(200).decode())
        return 0
    except urllib.error.HTTPError as error:
        sys.stdout.write(error.read(200).decode())
    except OSError as error:
        sys.stdout.write(type(error).__name__)
    return 1


if __name__ == "__main__":
    sys.exit(answers(sys.argv[1]) if "://" in sys.argv[1] else written(Path(sys.argv[1])))
