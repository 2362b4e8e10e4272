"""Long work tells how far it is, and can be stopped."""

import pytest

from geo import progress


def test_steps_are_heard_by_who_asked_and_only_while_they_ask():
    told = []
    with progress.heard(lambda share, words: told.append((share, words))):
        progress.step(0.5, "half")
    progress.step(1, "unheard")
    assert told == [(0.5, "half")]


def test_a_part_of_the_work_is_told_as_its_share_of_the_whole():
    told = []
    with progress.heard(lambda share, _words: told.append(share)), progress.part(0.5, 0.9):
        progress.step(0.25, "inner")
    assert told == [pytest.approx(0.6)]


def test_what_the_listener_raises_ends_the_work():
    def stop(_share, _words):
        raise progress.Stopped

    with pytest.raises(progress.Stopped), progress.heard(stop):
        progress.step(0.1, "more")
