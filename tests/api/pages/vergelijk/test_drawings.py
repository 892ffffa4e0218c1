from api.pages.vergelijk.drawings import together_sentence
from geodata.indicators.comparing.together import PairsTold


def test_the_sentence_counts_pairs_and_says_nothing_of_causes() -> None:
    assert together_sentence(PairsTold(55, 20, 15), "Koopwoningen", "WOZ-waarde") == (
        "Wie steeds twee gebieden vergelijkt, ziet in 20 van de 55 paren op beide onderwerpen een verschil dat groter "
        "is dan de onzekerheid. In 15 daarvan heeft het gebied dat hoger is op “Koopwoningen” ook het hogere cijfer "
        "bij “WOZ-waarde”, in 5 juist het lagere. Dat zegt niets over oorzaak en gevolg."
    )


def test_too_few_pairs_beyond_the_noise_say_nothing_of_going_together() -> None:
    said = together_sentence(PairsTold(55, 9, 9), "Koopwoningen", "WOZ-waarde")
    assert said.endswith("Over samenhang is daarom niets te zeggen.")
