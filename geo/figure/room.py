"""What of a map is free: a grid of cells, closed where something stands and priced where it would be a pity."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.figure.sheet import Box

CELL = 1.5
"""Points."""


class Room:
    """The cells of a box."""

    def __init__(self, box: Box) -> None:
        self.box = box
        rows, columns = (max(1, int(side / CELL)) for side in (box.height, box.width))
        self.closed = np.zeros((rows, columns), dtype=bool)
        self.price = np.zeros((rows, columns))

    def copy(self) -> "Room":
        """Another room with the same cells."""
        other = Room(self.box)
        other.closed, other.price = self.closed.copy(), self.price.copy()
        return other

    def close(self, box: Box) -> None:
        """Nothing may cover this box any more."""
        self.closed[self._cells(box)] = True

    def close_shape(self, shape: BaseGeometry) -> None:
        """Nothing may cover this shape, in the sheet's points, any more."""
        cells, inside = self._under(shape)
        self.closed[cells] |= inside

    def charge(self, shape: BaseGeometry, price: float) -> None:
        """Covering a cell of this shape costs so much; those of lines and points are the cells that they touch."""
        cells, inside = self._under(shape)
        self.price[cells] += inside * price

    def is_free(self, box: Box) -> bool:
        """Whether the box lies inside and covers nothing that is closed."""
        return self.box.holds(box) and not self.closed[self._cells(box)].any()

    def cost(self, box: Box) -> float:
        """What covering the box would cost."""
        return float(self.price[self._cells(box)].sum())

    def nearest(
        self, width: float, height: float, wish: tuple[float, float], margin: float
    ) -> tuple[Box, float] | None:
        """The cheapest free box of this size, and its price for each cell; a point from the wish costs 1.

        None where there is none.
        """
        down, across = (int(np.ceil(side / CELL)) for side in (height, width))
        edge = int(np.ceil(margin / CELL))
        rows, columns = self.closed.shape
        if down + 2 * edge > rows or across + 2 * edge > columns:
            return None
        inner = (slice(edge, rows - edge), slice(edge, columns - edge))
        taken, cost = (_sums(grid[inner], down, across) for grid in (self.closed.astype("float64"), self.price))
        left = self.box.left + (edge + np.arange(taken.shape[1])) * CELL
        top = self.box.top + (edge + np.arange(taken.shape[0])) * CELL
        x, y = wish
        away = np.hypot(left[None, :] + width / 2 - x, top[:, None] + height / 2 - y)
        total = np.where(taken > 0.5, np.inf, cost + away)
        row, column = np.unravel_index(int(np.argmin(total)), total.shape)
        if not np.isfinite(total[row, column]):
            return None
        spot = Box(left[column], top[row], left[column] + width, top[row] + height)
        return spot, float(cost[row, column]) / (down * across)

    def _cells(self, box: Box) -> tuple[slice, slice]:
        rows, columns = self.closed.shape
        return (
            _span(box.top - self.box.top, box.bottom - self.box.top, rows),
            _span(box.left - self.box.left, box.right - self.box.left, columns),
        )

    def _under(self, shape: BaseGeometry) -> tuple[tuple[slice, slice], NDArray[np.bool_]]:
        """The cells of a shape's box, and which of them have their middle in it."""
        if shape.is_empty:
            return (slice(0, 0), slice(0, 0)), np.zeros((0, 0), dtype=bool)
        solid = shape if shapely.area(shape) else shapely.buffer(shape, CELL * 0.75)
        cells = rows, columns = self._cells(Box(*shapely.bounds(solid)))
        y = self.box.top + (np.arange(rows.start, rows.stop) + 0.5) * CELL
        x = self.box.left + (np.arange(columns.start, columns.stop) + 0.5) * CELL
        shapely.prepare(solid)
        return cells, np.asarray(shapely.contains_xy(solid, *np.meshgrid(x, y)))


def _span(start: float, stop: float, most: int) -> slice:
    first = int(np.clip(np.floor(start / CELL), 0, most))
    return slice(first, int(np.clip(np.ceil(stop / CELL), first, most)))


def _sums(grid: NDArray[np.float64], down: int, across: int) -> NDArray[np.float64]:
    """Sum of the cells of every box of so many cells, by its upper left corner."""
    whole = np.pad(grid, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    return np.asarray(whole[down:, across:] - whole[:-down, across:] - whole[down:, :-across] + whole[:-down, :-across])
