"""Running numbers of pages are given once and never moved."""

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.numbering import number_pages, span

KEYS = st.sampled_from([f"giấy-{n}" for n in range(9)])
PAPERS = st.lists(st.tuples(KEYS, st.integers(0, 40)), unique_by=lambda paper: paper[0], max_size=9)


def printed(papers, numbering):
    return list(chain.from_iterable(numbering.get(key, ())[:pages] for key, pages in papers))


@given(PAPERS)
def test_the_first_version_counts_one_two_three(papers):
    total = sum(pages for _key, pages in papers)
    assert printed(papers, number_pages(papers, {})) == [str(n) for n in range(1, total + 1)]


@given(st.lists(PAPERS, min_size=2, max_size=5))
def test_over_all_versions_no_page_changes_its_number_and_no_number_is_given_twice(versions):
    known: dict[str, tuple[str, ...]] = {}
    for papers in versions:
        made = number_pages(papers, known)
        for key, numbers in known.items():
            assert made[key][: len(numbers)] == numbers
        for key, pages in papers:
            assert len(made.get(key, ())) >= pages
        everything = list(chain.from_iterable(made.values()))
        assert len(everything) == len(set(everything))
        assert all(re.fullmatch(r"\d+[a-z]*", number) for number in everything)
        known = made


@given(PAPERS)
def test_the_same_papers_keep_everything(papers):
    made = number_pages(papers, {})
    assert number_pages(papers, made) == made


def test_a_paper_in_between_takes_the_number_before_with_a_letter():
    made = number_pages([("a", 12), ("mới", 2), ("b", 1)], {"a": tuple(map(str, range(1, 13))), "b": ("13",)})
    assert made["mới"] == ("12a", "12b")
    assert made["b"] == ("13",)


def test_further_pages_of_a_known_paper_take_letters_too():
    made = number_pages([("a", 3), ("b", 1)], {"a": ("1", "2"), "b": ("3",)})
    assert made["a"] == ("1", "2", "2a")


def test_letters_go_on_after_z():
    made = number_pages([("a", 1), ("mới", 28), ("b", 1)], {"a": ("1",), "b": ("2",)})
    assert made["mới"][25:] == ("1z", "1aa", "1ab")


def test_what_is_new_at_the_end_goes_on_counting_and_at_the_start_follows_nought():
    assert number_pages([("a", 1), ("mới", 2)], {"a": ("1",)})["mới"] == ("2", "3")
    assert number_pages([("mới", 1), ("a", 1)], {"a": ("1",)})["mới"] == ("0a",)


def test_a_paper_that_is_gone_leaves_its_gap():
    known = number_pages([("a", 1), ("b", 2), ("c", 1)], {})
    without = number_pages([("a", 1), ("c", 1), ("d", 1)], known)
    assert without["c"] == ("4",)
    assert without["d"] == ("5",)
    assert number_pages([("a", 1), ("b", 2), ("c", 1)], without)["b"] == ("2", "3")


@pytest.mark.parametrize(("numbers", "text"), [((), ""), (("7",), "7"), (("7", "8", "8a"), "7-8a")])
def test_a_span_names_its_ends(numbers, text):
    assert span(numbers) == text
