"""Small numbers as words."""

from common.numbers import number_words


def test_a_small_number_is_a_word_and_a_larger_one_a_figure():
    assert [number_words(number) for number in (0, 1, 10, 11, 1234)] == ["none", "one", "ten", "11", "1234"]


def test_a_sentence_may_begin_its_figures_earlier():
    assert [number_words(number, most=9) for number in (9, 10)] == ["nine", "10"]
