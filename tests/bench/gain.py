#!/usr/bin/env python3
"""What the optimum gains over the four ways of doing it by hand, and what it costs in walking.

    python gain.py WORK NAME

WORK is a folder in which the kit's bench.py has run a program called NAME. One row for each town: people who have somebody,
people who have as many as they want, mean walk in metres; the towns, rules and hands are those of the kit (kit/greedy.py).
"""
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "kit"))

from greedy import MODES, greedy  # noqa: E402
from model import Instance, objective  # noqa: E402


def told(found):
    return f"{found['covered']} / {found['fully_covered']} / {found['mean_walk_m']:.0f} m"


def main():
    work, name = sys.argv[1:3]
    print("| town | " + " | ".join(MODES) + " | optimum |")
    print("|" + "---|" * (len(MODES) + 2))
    for town in sorted(os.listdir(work)):
        solution = os.path.join(work, town, f"solution-{name}.csv")
        if not os.path.exists(solution):
            continue
        inst = Instance(os.path.join(work, town))
        pin_i, pin_j, _ = inst.settle_pins()
        prepared = inst.candidates(pin_i, pin_j)
        row = [told(objective(inst, *greedy(inst, mode, prepared))) for mode in MODES]
        pairs = np.loadtxt(solution, delimiter=",", skiprows=1, dtype=np.int64, ndmin=2)
        row.append(told(objective(inst, pairs[:, 0], pairs[:, 1])))
        print("| " + " | ".join([town, *row]) + " |", flush=True)


if __name__ == "__main__":
    main()
