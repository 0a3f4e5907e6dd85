"""Which school or district an organization of a bundle is, or is part of."""

from collections.abc import Callable

from rosters.oneroster.rows import OrgRow


def resolver(orgs: dict[str, OrgRow], known: Callable[[str], str | None], district: str) -> Callable[[str], str | None]:
    """A function from the id of an organization to that of the school or district it is, or is part of.

    It answers "" for one that leaves, None for one that stands above districts. `known` says what earlier rosters
    named: an id for itself, None for unknown. Raises KeyError for one that nobody knows, ValueError for one that is
    part of nothing.
    """

    def resolve(roster_id: str) -> str | None:
        seen: set[str] = set()
        asked = roster_id
        while asked not in seen:
            seen.add(asked)
            org = orgs.get(asked)
            if org is None:
                if known(asked) is None:
                    raise KeyError(roster_id) if asked == roster_id else ValueError(roster_id)
                return asked
            if org.leaving:
                return ""
            if org.type in ("local", "state", "national"):
                return None
            if org.type in ("school", "district"):
                return district if org.type == "district" else asked
            asked = org.parent
        raise ValueError(roster_id)

    return resolve
