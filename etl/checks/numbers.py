"""Numbers as Dutch readers write them."""

_TO_DUTCH = str.maketrans(",.", ".,")


def dutch(number: float, decimals: int = 0) -> str:
    """Write a number with a comma before the decimals and points between thousands.

    Examples
    --------
    >>> dutch(31738.85), dutch(-0.56, 1)
    ('31.739', '-0,6')
    """
    return f"{number:,.{decimals}f}".translate(_TO_DUTCH)


def dutch_as_served(number: float) -> str:
    """Write a number with the decimals that it has.

    Examples
    --------
    >>> dutch_as_served(1240.0), dutch_as_served(2.25)
    ('1.240', '2,25')
    """
    return f"{number:,.10g}".translate(_TO_DUTCH)
