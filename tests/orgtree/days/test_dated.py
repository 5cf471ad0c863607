"""Versions over time: which holds when, of one keeper and of several above one another."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orgtree.days.rules.dated import Spell, in_force, merged, spells_of

JAN, MAR, MAY, JUL = (date(2026, month, 1) for month in (1, 3, 5, 7))


def test_a_version_holds_until_the_next_begins_or_it_ends():
    spells = spells_of([("second", MAY, None), ("first", JAN, MAR), ("third", JUL, None)])
    assert spells == [Spell("first", JAN, MAR), Spell("second", MAY, JUL), Spell("third", JUL, None)]
    assert spells_of([("first", JAN, JUL), ("second", MAR, None)])[0].until == MAR  # an end after the next begins


def test_the_nearest_keeper_answers_while_it_has_one():
    own, above = spells_of([("own", MAR, MAY)]), spells_of([("above", JAN, None)])
    chain = [own, above]
    assert [in_force(chain, day).value for day in (JAN, MAR, MAY)] == ["above", "own", "above"]
    assert in_force(chain, JAN - timedelta(days=1)) is None
    assert merged(chain) == [Spell("above", JAN, MAR), Spell("own", MAR, MAY), Spell("above", MAY, None)]


VERSIONS = st.lists(
    st.tuples(st.integers(), st.dates(JAN, JUL), st.none() | st.dates(JAN, JUL)),
    max_size=4,
    unique_by=lambda one: one[1],
)


@given(st.lists(VERSIONS, max_size=3), st.dates(JAN, JUL))
def test_what_is_merged_says_of_every_day_what_the_chain_says(keepers, day):
    chain = [
        spells_of((value, since, end if end and end >= since else None) for value, since, end in one) for one in keepers
    ]
    found, asked = in_force([merged(chain)], day), in_force(chain, day)
    assert (found and found.value) == (asked and asked.value)
    assert sum(spell.holds(day) for spell in merged(chain)) <= 1
