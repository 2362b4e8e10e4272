"""Shape, colour and size of what is drawn."""

import pytest

from geo import style


def luminance(colour):
    """Relative luminance after WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_kind_has_a_mark_and_no_other(data):
    assert set(style.KINDS) == set(data.package["incidents"]["kind"].labels)


def test_every_attribution_has_a_fill_and_no_other(data):
    assert set(style.FILLS) == set(data.package["incidents"]["attribution"].labels)


def test_every_zone_that_can_be_drawn_has_a_mark(data):
    assert set(style.ZONES) < set(data.package["zones"]["role"].labels)


@pytest.mark.parametrize("part", ["shape", "light", "dark"])
def test_kinds_differ_in_shape_and_in_colour(part):
    assert len({getattr(mark, part) for mark in style.KINDS.values()}) == len(style.KINDS)


def test_attributions_differ_in_their_fill():
    assert len(set(style.FILLS.values())) == len(style.FILLS)


@pytest.mark.parametrize("mark", [*style.KINDS.values(), *style.ZONES.values()])
def test_marks_are_darker_on_light_ground_and_lighter_on_dark(mark):
    assert luminance(mark.light) < 0.25 < luminance(mark.dark)


@pytest.mark.parametrize(("killed", "step"), [(None, 0), (0, 0), (3, 0), (4, 1), (9, 1), (10, 2), (500, 2)])
def test_more_killed_is_a_larger_step(killed, step):
    assert style.step(killed) == step


def test_steps_grow():
    sizes = [(entry.killed, entry.pixels) for entry in style.STEPS]
    assert sizes == sorted(sizes) and len(set(sizes)) == len(sizes)
