"""The machine that a bench runs on, for the head of its report."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path


def machine(packages: Sequence[str]) -> list[tuple[str, str]]:
    """The machine and the versions that count, as names and values."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return [
        ("Machine", f"{_processor()}, {os.cpu_count()} cores, {memory_gb:.0f} GB, {platform.system()}"),
        ("Load at start", f"{load} (1, 5, 15 min); a figure above the cores' number makes every time longer"),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in packages),
    ]


def _processor() -> str:
    """The processor's name, from Linux where it tells one."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
