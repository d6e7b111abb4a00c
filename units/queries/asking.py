from collections.abc import Mapping


def asked(query: Mapping[str, str], name: str) -> str:
    """What the address asks for, without what a database cannot take."""
    return (query.get(name) or "").replace("\x00", "").strip()
