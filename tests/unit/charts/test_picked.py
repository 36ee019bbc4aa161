"""One figure for a sentence: the only one that fits, or why there is none."""

from __future__ import annotations

import pytest

from katern.charts.declared import Refused
from katern.charts.picked import pick
from katern.datasets.sets import OnDemand
from katern.layout import Layout


def why(sets, *asked, **more):
    with pytest.raises(Refused) as problem:
        pick(sets, *asked, more)
    return [(one.argument, one.what.name) for one in problem.value.problems]


def test_a_column_that_is_not_named_means_everybody(sets):
    assert str(pick(sets, "proef", "tevreden", 2022, {}).value) == "61.5"
    assert str(pick(sets, "proef", "tevreden", "2022", {"groep": "mannen"}).value) == "60.4"


def test_where_nobody_stands_for_all_the_group_must_be_named(sets):
    assert why(sets, "proef", "tevreden", 2020) == [("", "several")]


def test_what_is_not_there_is_told_with_its_argument(sets):
    assert why(sets, "proef", "tevrede", 2022) == [("indicator", "no-indicator")]
    assert why(sets, "proef", "tevreden", 1999) == [("year", "no-year")]
    assert why(sets, "proef", "tevreden", 2022, groep="kinderen") == [("groep", "no-value")]
    assert why(sets, "proef", "tevreden", 2022, leeftijd="kinderen") == [("leeftijd", "no-column")]
    assert why(sets, "proef", "meldingen", 2022, groep="mannen") == [("", "nothing")]
    assert why(sets, "niets", "meldingen", 2022) == [("set", "no-set")]


def test_a_site_without_sets_is_told_so(tmp_path):
    assert why(OnDemand(Layout(tmp_path)), "niets", "meldingen", 2022) == [("set", "no-sets")]


def test_what_is_left_out_is_asked_for(sets):
    assert why(sets, "proef", "tevreden", None) == [("", "year-unsaid")]
    assert why(sets, "proef", None, None) == [("", "indicator-unsaid"), ("", "year-unsaid")]
    assert why(sets, None, None, None) == [("set", "no-set")]


def test_a_sentence_holds_one_figure_at_a_time(sets):
    assert why(sets, "proef", "tevreden", 2022, groep=["mannen", "vrouwen"]) == [("groep", "several")]
    assert why(sets, "proef", "tevreden", [2020, 2022], groep="mannen") == [("year", "several")]
