"""Long work in a thread of its own."""

from threading import Event

import pytest

from geo import language, progress
from geo.errors import FormatError
from geo.making import Making


def test_what_comes_of_the_work_is_there_when_it_is_done():
    making = Making(lambda: b"whole")
    making.wait(5)
    assert making.content() == b"whole" and not making.is_under_way


def test_it_says_how_far_it_is():
    reached, go_on = Event(), Event()

    def work():
        progress.step(0.4, "Drawing")
        reached.set()
        go_on.wait(5)
        return b""

    making = Making(work)
    reached.wait(5)
    assert (making.share, making.words, making.is_under_way, making.content()) == (0.4, "Drawing", True, None)
    go_on.set()
    making.wait(5)
    assert not making.is_under_way


def test_stopped_work_ends_at_its_next_step_and_nothing_comes_of_it():
    go_on, done = Event(), []

    def work():
        go_on.wait(5)
        progress.step(0.5, "never heard")
        done.append(True)
        return b"late"

    making = Making(work)
    making.stop()
    assert not making.is_under_way
    go_on.set()
    making.wait(5)
    assert (making.content(), done) == (None, [])


def test_work_that_was_done_before_it_could_be_stopped_is_stopped_all_the_same():
    making = Making(lambda: b"whole")
    making.wait(5)
    making.stop()
    assert making.content() is None


def test_what_the_work_raises_is_raised_for_who_asks():
    def work():
        raise FormatError("too much; take less")

    making = Making(work)
    making.wait(5)
    with pytest.raises(FormatError, match="take less"):
        making.content()


def test_the_language_spoken_at_the_start_is_that_of_the_work():
    with language.spoken("es"):
        making = Making(lambda: language.current().encode())
    making.wait(5)
    assert making.content() == b"es"
