"""For a container's health check: python config/build/health.py ADDRESS ends with 0 when the address answers 200.

It imports nothing of the portal, so that asking costs a few hundredths of a second.
"""

import sys
import urllib.error
import urllib.request

PATIENCE = 15  # seconds


def main(address: str) -> int:
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
    sys.exit(main(sys.argv[1]))
