"""Writes beside the tag of each image in Dockerfile and docker-compose.yml the digest that the tag stands for today.

make pin-images, where Docker reaches the registries. A tag can be given to another image later; a digest cannot. Run it
again after changing a tag: a digest that stands there already is looked up anew.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = ("Dockerfile", "docker-compose.yml")
# Of a line FROM or image: what comes before, the tagged name, the digest. Our own image is built here, not fetched.
NAMED = re.compile(r"^((?:FROM|\s+image:) +)(?!fenceline:)([\w./-]+:[\w.-]+)(@sha256:[0-9a-f]{64})?", re.M)


def digest(image: str) -> str:
    """What the registry gives for the tag. Raises subprocess.CalledProcessError; LookupError where it has none."""
    subprocess.run(["docker", "pull", "--quiet", image], check=True, stdout=subprocess.DEVNULL)  # noqa: S603, S607
    shown = subprocess.run(  # noqa: S603
        ["docker", "image", "inspect", "--format", "{{json .RepoDigests}}", image],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    name = image.rpartition(":")[0]
    for known in json.loads(shown):
        whose, _at, found = known.partition("@")
        # Docker's own registry is left out of a name as often as not.
        if re.sub(r"^docker\.io/(library/)?", "", whose) == name and re.fullmatch(r"sha256:[0-9a-f]{64}", found):
            return str(found)
    raise LookupError(f"Docker knows no digest of {image}.")


def main() -> int:
    """0 when every image is pinned; nothing is written unless each could be looked up."""
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in FILES}
    images = sorted({found[2] for text in texts.values() for found in NAMED.finditer(text)})
    try:
        digests = {image: digest(image) for image in images}
    except (OSError, LookupError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"Nothing was pinned. {error}\n")
        return 1
    for name, text in texts.items():
        pinned = NAMED.sub(lambda found: f"{found[1]}{found[2]}@{digests[found[2]]}", text)
        (ROOT / name).write_text(pinned, encoding="utf-8")
    for image, found in digests.items():
        sys.stdout.write(f"{image}@{found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
