from api.pages.vergelijk.address import Order, VergelijkParameters, address_of


def test_an_address_holds_what_was_chosen_and_nothing_else() -> None:
    parameters = VergelijkParameters(gemeente="GM0001", gebied=["WK000100", "WK000101"], richting=Order.DOWN)
    assert address_of(parameters) == "/vergelijk?gemeente=GM0001&gebied=WK000100&gebied=WK000101&richting=af"


def test_a_change_leaves_the_rest_as_it_was() -> None:
    parameters = VergelijkParameters(gemeente="GM0001", filter="west")
    assert address_of(parameters, filter="") == "/vergelijk?gemeente=GM0001"


def test_what_is_as_usual_needs_no_address() -> None:
    assert address_of(VergelijkParameters()) == "/vergelijk"
