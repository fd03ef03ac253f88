"""Makes a dataset many times the size of another: its forces again and again, renamed.

The judgments of the copies are shuffled between forces from a seed, so that no copy is a
real force's record. Nothing of the result is data.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

from peelcli.keeper.loading import read_valid
from peelcli.keeper.loading.file_names import FORCES, JUDGMENTS, REFERENCE_FILES


def enlarge(source: Path, target: Path, times: int, seed: int) -> None:
    """Write a dataset with `times` as many forces; the first of them are the source's own."""
    dataset = read_valid(source)
    numbers = random.Random(seed)  # noqa: S311 - not a secret
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source / JUDGMENTS, target / JUDGMENTS)
    for name in REFERENCE_FILES:
        shutil.copyfile(source / name, target / name)
    forces = list(dataset.forces.values())
    with (target / FORCES).open("a", encoding="utf-8") as file:
        for copy in range(1, times):
            records = [force.id for force in forces]
            numbers.shuffle(records)
            for force, record in zip(forces, records, strict=True):
                made_up = f"{force.id}-{copy}"
                file.write(
                    f"{made_up}:\n  name: Made-up force {copy} for {record}\n"
                    f"  region: Region {copy}\n  nation: Nowhere\n"
                )
                text = (source / JUDGMENTS / f"{record}.yaml").read_text("utf-8")
                (target / JUDGMENTS / f"{made_up}.yaml").write_text(text, "utf-8")


if __name__ == "__main__":
    enlarge(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), seed=2014)
