"""The process that reads the names of a store, folded for search: `python -m kg.serve.explorer.names STORE`.

In a large store it takes seconds, in which the server goes on serving. Writes one JSON object to standard output.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from kg.errors import KgError
from kg.ontology import vocab
from kg.store.reading import StoreReader
from kg.text.normalise import name_key

__all__ = ["folded_names", "main"]

_NAMES = f"""SELECT ?x ?name {{ ?x <{vocab.RDFS_LABEL}>|<{vocab.SKOS_ALT_LABEL}> ?name .
 FILTER EXISTS {{ ?x a <{vocab.Entity}> }} }}"""
_ITEMS = f"""SELECT ?x ?item {{ ?x <{vocab.SKOS_EXACT_MATCH}> ?item ; a <{vocab.Entity}> .
 FILTER(STRSTARTS(STR(?item), "{vocab.WD}")) }}"""


def folded_names(path: Path) -> dict[str, dict[str, list[str]]]:
    """Folded name → IRIs of the entities so called, under ``names``; Wikidata id → IRI, under ``items``.

    Raises `StoreError` if the store can't be opened.
    """
    store = StoreReader(path)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for entity, name in store.query(_NAMES):
        if key := name_key(name.value):
            names[key].add(entity.value)
    items = {vocab.local_name(item.value): [entity.value] for entity, item in store.query(_ITEMS)}
    return {"names": {key: sorted(iris) for key, iris in names.items()}, "items": items}


def main() -> int:
    """Write the names of the store that the command line names."""
    try:
        json.dump(folded_names(Path(sys.argv[1])), sys.stdout, ensure_ascii=False)
    except KgError as error:
        print(error, file=sys.stderr)  # noqa: T201 - talk of a command
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
