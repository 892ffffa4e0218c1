"""Who answers for an area: a role and a team, never a person."""

import re

_DIGITS_IN_A_PHONE_NUMBER = 8
_ONLY_A_NUMBER = re.compile(r"[\d\s()+.\-/]+", re.ASCII)


def is_personal(contact: str) -> bool:
    """Tell whether a contact holds an e-mail address or is a phone number, and so may point at one person.

    Examples
    --------
    >>> is_personal("Wijkcoördinator"), is_personal("j.jansen@oss.nl"), is_personal("06-1234 5678")
    (False, True, True)
    """
    digit_count = sum(character.isdigit() for character in contact)
    is_number = _ONLY_A_NUMBER.fullmatch(contact.strip()) is not None
    return "@" in contact or (is_number and digit_count >= _DIGITS_IN_A_PHONE_NUMBER)
