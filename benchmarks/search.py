"""Full-text search of the national food register: what its index costs, and what questions cost.

    python benchmarks/search.py FOLDER [QUESTIONS]       default: 2000

FOLDER holds the register's CSV files, one an authority. Each row is a unit and, where it has a date, an inspection. The
questions are made of the register's own names: words, beginnings, two words, words with a letter missing or wrong,
whole names, words in an authority. Each is asked once, with the counts of its facets, in one thread.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from lod.formats import parse_lines
from lod.iris import Iris, concept
from lod.model import UnitKey
from lod.namespaces import DCT, INSP, RDFS, SKOS
from lod.profiles import schemes
from lod.search import documents, indexing
from lod.search.asking import Question
from lod.search.index import Index
from lod.search.several import search
from lod.search.words import words
from lod.terms import Literal, Triple, text

NAMES = Iris("https://data.example.org/")
AREAS = "food-authority"
CHUNK = 225


def triples(path: Path, row: dict[str, str]) -> Iterator[Triple]:
    """What a build says of a row, as far as it is found."""
    key = UnitKey("food-business", f"2015-{row['']}")
    unit, day = NAMES.unit(*key), row["ratingdate"]
    rating = concept("fhrs-rating", row["ratingvalue"])
    yield unit, DCT.type, concept("unit-type", key.unit_type)
    yield unit, DCT.identifier, Literal(key.identifier)
    yield unit, SKOS.prefLabel, text(row["businessname"], "en")
    yield unit, DCT.spatial, concept(AREAS, path.stem)
    if day:
        inspection = NAMES.inspection(*key, day)
        yield inspection, RDFS.label, text(f"{row['businessname']}: inspection {day}", "en")
        yield inspection, INSP.inspects, unit
        yield inspection, INSP.inspectedBy, concept("inspectorate", "food-standards-agency")
        yield inspection, INSP.underProgramme, concept("programme", "fhrs")
        yield inspection, INSP.fieldworkEnd, Literal(day)
        yield inspection, INSP.overallRating, rating
        yield unit, INSP.latestInspection, inspection
        yield unit, INSP.currentRating, rating


def rows(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield path, row


def build(folder: Path, index: Path, work: Path) -> list[tuple[str, str]]:
    """Builds the index, says what it cost, and gives some names with their authorities."""
    spool = indexing.Spool(work / "documents")
    names: list[tuple[str, str]] = []
    count, seconds = 0, 0.0
    every = rows(folder)
    while some := list(islice(every, CHUNK)):
        chunk = [triple for path, row in some for triple in triples(path, row)]
        began = time.process_time()
        spool.add(documents.encoded(documents.of_units(chunk, {})))
        seconds += time.process_time() - began
        count += len(some)
        names += [
            (row["businessname"], concept(AREAS, path.stem)) for path, row in random.sample(some, len(some) // 20)
        ]
    vocabulary = list(parse_lines(schemes.vocabulary_lines(NAMES.base_iri, [AREAS])))
    began = time.process_time()
    indexing.build(index, spool, vocabulary)
    ended = time.process_time()
    spool.close()
    size = sum(path.stat().st_size for path in index.iterdir()) / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} rows; index of {size:.1f} MiB; at most {peak:.0f} MiB of memory")
    print(
        f"processor time a row: documents {1e6 * seconds / count:.1f} µs, index {1e6 * (ended - began) / count:.1f} µs"
    )
    return names


def misspelt(word: str) -> str:
    """One letter missing, or another one."""
    at = random.randrange(1, len(word) - 1) if len(word) > 2 else 0
    return word[:at] + random.choice(["", "e", "a", "t"]) + word[at + 1 :]


def _kinds() -> dict[str, Callable[[list[str], str], Question]]:
    return {
        "word": lambda name, _: Question(random.choice(name)),
        "beginning": lambda name, _: Question(random.choice(name)[: random.randint(2, 5)]),
        "two words": lambda name, _: Question(" ".join(random.sample(name, 2))),
        "two, the last begun": lambda name, _: Question(" ".join(name[:2])[:-1]),
        "misspelt": lambda name, _: Question(misspelt(max(name, key=len))),
        "two, one misspelt": lambda name, _: Question(f"{misspelt(name[0])} {name[1]}"),
        "whole name": lambda name, _: Question(" ".join(name)),
        "word in an authority": lambda name, area: Question(random.choice(name), {"area": area}),
        "word, units only": lambda name, _: Question(random.choice(name), {"kind": "unit"}),
    }


def main(folder: Path, questions: int) -> None:
    random.seed(7)
    with tempfile.TemporaryDirectory(prefix="lod-bench-") as scratch:
        names = build(folder, Path(scratch) / "index", Path(scratch))
        index = Index(Path(scratch) / "index")
        usable = [(found, area) for name, area in names if len(found := words(name)) > 1]
        every: list[float] = []
        kinds = _kinds()
        for kind, make in kinds.items():
            asked = [make(*random.choice(usable)) for _ in range(questions // len(kinds))]
            times = sorted(_timed(index, question) for question in asked)
            every += times
            print(_line(kind, times))
        print(_line("all", sorted(every)))


def _timed(index: Index, question: Question) -> float:
    began = time.perf_counter()
    search([index], question)
    return 1000 * (time.perf_counter() - began)


def _line(name: str, times: list[float]) -> str:
    p50, p99 = times[len(times) // 2], times[int(0.99 * len(times))]
    return f"{name:<22} p50 {p50:>6.2f} ms   p99 {p99:>6.2f} ms   most {times[-1]:>6.2f} ms"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
