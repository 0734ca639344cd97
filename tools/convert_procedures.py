"""Turn the researched procedures (two YAML files) into the record: one file a procedure.

    python tools/convert_procedures.py CITIZEN.yaml BUSINESS.yaml data/procedures --read 2026-11

Nothing may be lost: an unknown key stops the change, and so does a text of the input that is not
found again in the output. `manifest.json`, beside the procedures, counts what went in and out.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from siyada.library import notation
from siyada.library.procedure import Procedure

Json = Any
"""A value read from YAML."""

PUBLISHERS = Path(__file__).with_name("publishers.tsv")
MANIFEST = "manifest.json"
UNDATED = "undated"

FACTS = {  # lists of facts: key of the input -> field of the record
    "who": "audience",
    "conditions": "conditions",
    "amounts": "benefits",
    "delay": "processing_time",
    "validity": "validity",
    "where": "channels",
    "hotline": "contact_points",
    "steps": "steps",
    "legal_basis": "legal_resources",
    "contradictions": "contradictions",
    "notes": "notes",
}
ENTRY = {
    "id",
    "category",
    "name",
    "aliases",
    "authority",
    "documents",
    "fees",
    "portal",
    "sources",
    "summary_ar",
    *FACTS,
}
FACT = {"fr", "ar", "certainty", "src"}
FEE = {"amount_mad", "for", "as_of", "certainty", "src", "payment"}
SOURCE = {"key", "url", "title", "title_ar", "date", "kind", "publisher"}


class Lost(Exception):
    """Something of the input would not reach the record; the message names entry and key."""


def convert(entries: Iterable[Json], read: str) -> tuple[list[Procedure], list[Json]]:
    """The procedures in the order they first stand in, and what a merge found twice.

    `read` is the month in which the researched files were delivered.
    """
    found: dict[str, Json] = {}
    twice: list[Json] = []
    for entry in entries:
        value = _procedure(entry, read)
        identifier = value["id"]
        if identifier in found:
            twice.append(_merge(found[identifier], value))
        else:
            found[identifier] = value
    return [Procedure.model_validate(value) for value in found.values()], twice


def main() -> int:
    """Convert the two files into a folder, with the manifest beside."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("inputs", nargs=2, type=Path, metavar="FILE")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--read", required=True, help="month of delivery, YYYY-MM")
    options = parser.parse_args()
    contents = [path.read_bytes() for path in options.inputs]
    entries = [entry for content in contents for entry in notation.parse(content)]
    try:
        procedures, twice = convert(entries, options.read)
        nothing_is_lost(entries, procedures, twice)
    except (Lost, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    for procedure in procedures:
        file = options.folder / f"{procedure.id}.yaml"
        file.write_text(notation.write(procedure), encoding="utf-8")
    manifest = {
        "inputs": [
            {"name": path.name, "sha256": sha256(content).hexdigest()}
            for path, content in zip(options.inputs, contents, strict=True)
        ],
        "read": options.read,
        "in": count_entries(entries),
        "out": count_procedures(procedures),
        "twice": twice,
        "order": [procedure.id for procedure in procedures],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (options.folder / MANIFEST).write_text(text, encoding="utf-8")
    print(f"{len(entries)} entries became {len(procedures)} procedures in {options.folder}")
    return 0


# One entry -------------------------------------------------------------------------------------


def _procedure(entry: Json, read: str) -> Json:
    where = str(entry.get("id"))
    _known(entry, ENTRY, where)
    value = {
        "id": entry["id"],
        "category": entry["category"],
        "title": _text(entry["name"], f"{where}.name"),
        "aliases": [str(alias) for alias in entry.get("aliases", [])],
        "administration": _fact(entry["authority"], f"{where}.authority"),
        "documents": [
            _case(case, f"{where}.documents[{n}]")
            for n, case in enumerate(entry.get("documents", []))
        ],
        "costs": [_cost(fee, f"{where}.fees[{n}]") for n, fee in enumerate(entry.get("fees", []))],
        "portals": [
            _portal(portal, f"{where}.portal[{n}]")
            for n, portal in enumerate(_listed(entry.get("portal")))
        ],
        "sources": [
            _source(source, f"{where}.sources[{n}]", read)
            for n, source in enumerate(entry["sources"])
        ],
    }
    for key, field in FACTS.items():
        value[field] = [
            _fact(fact, f"{where}.{key}[{n}]") for n, fact in enumerate(_listed(entry.get(key)))
        ]
    if "summary_ar" in entry:
        value["description"] = {"ar": entry["summary_ar"]}
    return value


def _case(case: Json, where: str) -> Json:
    _known(case, {"case", "items"}, where)
    items = [_fact(item, f"{where}.items[{n}]") for n, item in enumerate(case["items"])]
    return {"case": _text(case["case"], f"{where}.case"), "items": items}


def _fact(fact: Json, where: str) -> Json:
    """A fact; a bare string (a telephone number) is one in no language, without source."""
    if isinstance(fact, str):
        return {"text": {"und": fact}}
    _known(fact, FACT, where)
    text = {key: value for key, value in fact.items() if key in {"fr", "ar"}}
    return {"text": text, "certainty": fact.get("certainty"), "sources": fact.get("src", [])}


def _cost(fee: Json, where: str) -> Json:
    _known(fee, FEE, where)
    amount = fee.get("amount_mad")
    as_of = fee.get("as_of")
    cost = {
        "description": _text(fee["for"], f"{where}.for"),
        "value": None if isinstance(amount, str) else amount,
        "value_text": amount if isinstance(amount, str) else None,
        "as_of": None if as_of in {None, UNDATED} else str(as_of),
        "certainty": fee.get("certainty"),
        "sources": fee.get("src", []),
    }
    if "payment" in fee:
        cost["payment"] = _text(fee["payment"], f"{where}.payment")
    return cost


def _portal(portal: Json, where: str) -> Json:
    _known(portal, {"name", "url"}, where)
    return dict(portal)


def _source(source: Json, where: str, read: str) -> Json:
    _known(source, SOURCE, where)
    publisher, title_language = publisher_of(source.get("url"))
    title = {_language_of(source["title"], title_language): source["title"]}
    if "title_ar" in source:
        if "ar" in title:
            raise Lost(f"{where}: `title` is in Arabic and `title_ar` stands beside it")
        title["ar"] = source["title_ar"]
    date, note = _date(str(source["date"]))
    return {
        "id": source["key"],
        "title": title,
        "url": source.get("url"),
        "publisher": source.get("publisher") or publisher,
        "kind": source["kind"],
        "date": date,
        "date_note": note,
        "read": read,
    }


def _date(date: str) -> tuple[str | None, str | None]:
    """The source's own date; `undated (about 2015)` has none, and a note."""
    if not date.startswith(UNDATED):
        return date, None
    note = date.removeprefix(UNDATED).strip().removeprefix("(").removesuffix(")")
    return None, note or None


def _language_of(title: str, latin: str) -> str:
    """Titles come without a language: Arabic letters decide, else what the site writes in."""
    if re.search("[\u0621-\u064a]", title):
        return "ar"
    return "fr" if latin == "fr" else "und"


def _text(text: Json, where: str) -> Json:
    _known(text, {"fr", "ar"}, where)
    return dict(text)


def _listed(value: Json) -> list[Json]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _known(value: Json, keys: set[str], where: str) -> None:
    if not isinstance(value, dict):
        raise Lost(f"{where}: keys were expected here, not a {type(value).__name__}")
    if unknown := sorted(set(value) - keys):
        raise Lost(f"{where}: unknown key: {', '.join(unknown)}")


# Publishers ------------------------------------------------------------------------------------


def publisher_of(url: str | None) -> tuple[str | None, str]:
    """Who publishes an address, and the language of its titles in Latin letters.

    The longest line of the table that begins the address decides; a site that is not in the table
    is its own name. A page of the Web Archive belongs to the site that was archived.
    """
    if url is None:
        return None, "fr"
    original = re.sub(r"^https?://web\.archive\.org/web/\d+/", "", url)
    parts = urlsplit(original)
    host = (parts.hostname or "").removeprefix("www.")
    table = _publishers()
    segments = parts.path.strip("/").split("/")
    for length in range(len(segments), -1, -1):
        if (row := table.get("/".join([host, *segments[:length]]))) is not None:
            return row
    return host or None, "fr"


def _publishers() -> dict[str, tuple[str, str]]:
    lines = PUBLISHERS.read_text(encoding="utf-8").splitlines()
    rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {row[0]: (row[1], row[2] if len(row) > 2 else "fr") for row in rows}


# One procedure in both files -------------------------------------------------------------------


def _merge(first: Json, second: Json) -> Json:
    """Add all that the second says to the first; returns what both said, as the second said it."""
    where = first["id"]
    dropped = [
        *_merge_administration(first, second["administration"], where),
        *_merge_listed(first["sources"], second["sources"], "id", where),
        *_merge_listed(first["portals"], second["portals"], "url", where),
        *(alias for alias in second["aliases"] if alias in first["aliases"]),
    ]
    if first["category"] != second["category"]:
        dropped.append({"category": second["category"]})
    names = (*first["aliases"], *second["aliases"], *second["title"].values())
    first["aliases"] = list(dict.fromkeys(names))
    for field in ("documents", "costs", *FACTS.values()):
        first[field] = [*first[field], *second[field]]
    if "description" in first and "description" in second:
        raise Lost(f"{where}: both entries have a summary; join them in the input")
    first.update({key: value for key, value in second.items() if key == "description"})
    return {"id": where, "dropped": dropped}


def _merge_administration(first: Json, other: Json, where: str) -> list[Json]:
    """The first's stands when it holds the words of the other, and the other rests on nothing."""
    text = first["administration"]["text"]
    held = all(words in text.get(language, "") for language, words in other["text"].items())
    if not held or other["sources"]:
        raise Lost(f"{where}.authority: the two entries differ; join them in the input")
    return [{"administration": other["text"]}]


def _merge_listed(first: list[Json], second: list[Json], key: str, where: str) -> list[Json]:
    """Add what is new by `key`; the same key must be the same address."""
    known = {item[key]: item for item in first}
    dropped = []
    for item in second:
        same = known.get(item[key])
        if same is None:
            first.append(item)
        elif same["url"] != item["url"]:
            raise Lost(f"{where}: two sources are called `{item[key]}`; rename one in the input")
        else:
            dropped.append(item)
    return dropped


# Counts ----------------------------------------------------------------------------------------


def count_entries(entries: Iterable[Json]) -> dict[str, Json]:
    """What the input holds, by kind, counted on the input as it stands."""
    entries = list(entries)
    facts = Counter(dict.fromkeys(("administration", "documents", "costs", *FACTS.values()), 0))
    for entry in entries:
        facts["administration"] += 1
        facts["documents"] += sum(len(case["items"]) for case in entry.get("documents", []))
        facts["costs"] += len(entry.get("fees", []))
        for key, field in FACTS.items():
            facts[field] += len(_listed(entry.get(key)))
    values = [leaf for entry in entries for leaf in _pairs(entry)]
    return {
        "procedures": len(entries),
        "facts": dict(facts),
        "sources": sum(len(entry["sources"]) for entry in entries),
        "citations": sum(key == "src" for key, _ in values),
        "aliases": sum(len(entry.get("aliases", [])) for entry in entries),
        "cases": sum(len(entry.get("documents", [])) for entry in entries),
        "portals": sum(len(_listed(entry.get("portal"))) for entry in entries),
        "certainty": dict(sorted(Counter(v for k, v in values if k == "certainty").items())),
        "dated_sources": sum(k == "date" and not v.startswith(UNDATED) for k, v in values),
    }


def count_procedures(procedures: Iterable[Procedure]) -> dict[str, Json]:
    """What the record holds, by kind."""
    procedures = list(procedures)
    facts = [fact for procedure in procedures for fact in procedure.facts()]
    fields = {field: sum(len(getattr(p, field)) for p in procedures) for field in FACTS.values()}
    certainty = Counter(fact.certainty for fact in facts if fact.certainty)
    return {
        "procedures": len(procedures),
        "facts": {
            "administration": len(procedures),
            "documents": sum(len(group.items) for p in procedures for group in p.documents),
            "costs": sum(len(p.costs) for p in procedures),
            **fields,
        },
        "sources": sum(len(p.sources) for p in procedures),
        "citations": sum(len(fact.sources) for fact in facts),
        "aliases": sum(len(p.aliases) for p in procedures),
        "cases": sum(len(p.documents) for p in procedures),
        "portals": sum(len(p.portals) for p in procedures),
        "certainty": dict(sorted(certainty.items())),
        "dated_sources": sum(source.date is not None for p in procedures for source in p.sources),
    }


def nothing_is_lost(entries: Iterable[Json], procedures: Iterable[Procedure], twice: Json) -> None:
    """Raise Lost when a value of the input stands less often in the output than in the input."""
    given = Counter(_date(leaf)[1] or leaf for entry in entries for _, leaf in _pairs(entry))
    kept = Counter(
        leaf
        for value in [*(p.model_dump() for p in procedures), twice]
        for _, leaf in _pairs(value)
    )
    del given[UNDATED]
    if lost := given - kept:
        raise Lost(f"not found again: {', '.join(sorted(lost))}")


def _pairs(value: Json, key: str = "") -> Iterator[tuple[str, str]]:
    """Every value that is not a container, as text, with the nearest key above it."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _pairs(item, name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _pairs(item, key)
    elif value is not None:
        yield key, str(value)


if __name__ == "__main__":
    raise SystemExit(main())
