_STAND_IN = "erased-"


def is_stand_in(person_id: str) -> bool:
    """Whether an id is that of nobody: it stands where an erased person was (erase_people.py)."""
    return person_id.startswith(_STAND_IN)
