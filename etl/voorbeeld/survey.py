"""A residents' survey per wijk in a research bureau's layout: answers of a sample, withheld where it is too small."""

from pathlib import Path

import numpy as np
import pandas as pd

from etl.voorbeeld import codes
from etl.voorbeeld.draws import Counts
from etl.voorbeeld.truth import SEED, truth

SURVEY_YEARS = (2022, 2024)
MINIMUM_RESPONSE = 50
WITHHELD = "n<50"
NOT_ASKED = "-"
_RESPONSE = 0.045  # of the inhabitants of 15 and over, before the wijk's own willingness
ANSWER_SPREAD = 1.35  # standard deviation of one person's mark
_MEAN_INCOME = 34.0
# Column: kind, level in a mean wijk, effect of one unit of prosperity, effect of one unit of town, drift a year.
_QUESTIONS = {
    "rapportcijfer leefbaarheid": ("mark", 7.5, 1.5, -0.25, 0.01),
    "% voelt zich wel eens onveilig": ("share", 0.22, -0.32, 0.10, 0.006),
    "schaalscore sociale cohesie": ("mark", 6.2, 1.0, -0.75, -0.01),
    "% tevreden over groen": ("share", 0.66, 0.14, -0.10, 0.004),
    "% tevreden over onderhoud": ("share", 0.58, 0.20, -0.02, -0.012),
    "% tevreden over voorzieningen": ("share", 0.64, 0.04, 0.24, -0.004),
    "% overlast van jongeren": ("share", 0.14, -0.16, 0.08, 0.003),
    "% doet vrijwilligerswerk": ("share", 0.31, 0.10, -0.12, 0.002),
    "% zet zich in voor de buurt": ("share", 0.22, 0.10, -0.08, 0.006),
    "% (zeer) eenzaam": ("share", 0.12, -0.15, 0.03, 0.004),
}
_FIRST_ASKED = {"% (zeer) eenzaam": 2024}


def opinions(year: int) -> pd.DataFrame:
    """Return what all inhabitants of each wijk would answer, had everyone been asked.

    Returns
    -------
    pandas.DataFrame
        Indexed by wijk code: ``wijknaam``, ``inwoners`` (15 and over), and per question a mark from 1 to 10 or a share
        from 0 to 1.
    """
    facts = truth(year)
    wijken = facts[facts["level"] == "Wijk"]
    prosperity = wijken["s_sti"] / wijken["a_hh"] / _MEAN_INCOME - 1 - 0.05 * (year - 2022)
    town = np.tanh(wijken["s_oad"] / wijken["n_addresses"] / 1500) - 0.5
    order = wijken["name"].argsort().argsort().to_numpy()  # by name: a wijk keeps its character when it is recoded
    own = np.random.default_rng([SEED, 5]).normal(0, 1, (len(wijken), len(_QUESTIONS)))[order]
    frame = pd.DataFrame({"wijknaam": wijken["name"], "inwoners": wijken["a_inw"] - wijken["a_00_14"]})
    for number, (question, (kind, level, rich, urban, drift)) in enumerate(_QUESTIONS.items()):
        spread = 0.12 if kind == "mark" else 0.025
        answer = level + rich * prosperity + urban * town + drift * (year - 2022) + spread * own[:, number]
        frame[question] = answer.clip(1, 10) if kind == "mark" else answer.clip(0.02, 0.98)
    return frame


def survey(year: int, *, draw: int = 6) -> pd.DataFrame:
    """Ask a sample of each wijk, and write down what the bureau would: text, decimal comma, too few is withheld.

    Parameters
    ----------
    draw
        Number of the sample: which of all inhabitants are asked follows from it.

    Returns
    -------
    pandas.DataFrame
        First the gemeente (its wijken weighted by inhabitants), then each wijk: ``code``, ``naam``, ``jaar``,
        ``respons`` and the questions.
    """
    rng = np.random.default_rng([SEED, year, draw])
    everyone = opinions(year)
    response = rng.binomial(everyone["inwoners"], _RESPONSE * rng.uniform(0.85, 1.2, len(everyone)))
    questions = list(_QUESTIONS)
    sampled = pd.DataFrame({name: _asked(rng, everyone[name], response, name) for name in questions})
    weights = everyone["inwoners"].where(response > 0, 0)
    total = sampled.mul(weights, axis=0).sum() / weights.sum()
    frame = pd.concat([total.to_frame(codes.GEMEENTE_CODE).T, sampled])
    counts = np.array([response.sum(), *response])
    cells = pd.DataFrame({name: _cells(frame[name], counts, name, year) for name in questions})
    names = [codes.GEMEENTE_NAME, *everyone["wijknaam"]]
    keys = pd.DataFrame({"code": frame.index, "naam": names, "jaar": year, "respons": counts}, index=frame.index)
    return pd.concat([keys, cells], axis=1)


def write_survey(path: Path, year: int) -> None:
    """Write the survey of a year as CSV."""
    survey(year).to_csv(path, sep=";", index=False, lineterminator="\n")


def _asked(rng: np.random.Generator, answers: "pd.Series[float]", response: Counts, name: str) -> "pd.Series[float]":
    """Draw the sample's mean; missing where nobody answered."""
    asked = np.maximum(response, 1)
    if _QUESTIONS[name][0] == "mark":
        means = answers + rng.normal(0, ANSWER_SPREAD, len(answers)) / np.sqrt(asked)
    else:
        means = pd.Series(rng.binomial(asked, answers) / asked, answers.index)
    drawn: pd.Series[float] = means.where(response > 0)
    return drawn


def _cells(values: "pd.Series[float]", counts: Counts, name: str, year: int) -> "pd.Series[str]":
    if year < _FIRST_ASKED.get(name, year):
        return pd.Series(NOT_ASKED, values.index)
    if _QUESTIONS[name][0] == "mark":
        text = values.map(lambda value: f"{value:.1f}".replace(".", ","))
    else:
        text = values.map(lambda value: f"{100 * value:.0f}")
    shown: pd.Series[str] = text.where(counts >= MINIMUM_RESPONSE, WITHHELD)
    return shown
