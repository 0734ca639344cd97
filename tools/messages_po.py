"""Exchange a catalogue of the pages with translators, as a PO file that their software reads.

    python tools/messages_po.py export zgh > zgh.po
    python tools/messages_po.py read zgh < zgh.po

The French text is what is translated; the key is the context; a comment of the French catalogue
goes along. Reading back puts each translation in its place and leaves the rest of the file alone.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from siyada.server.pages.messages import Entry, read_catalogue

MESSAGES = Path(__file__).parents[1] / "src" / "siyada" / "server" / "pages" / "messages"
SOURCE = "fr"
_COMMENT = re.compile(r'^(?P<key>\w+) = ".*"\s*#\s*(?P<said>.*)$')
_FIELD = re.compile(r'^(msgctxt|msgid|msgstr)\s+(".*")$|^(".*")$')


def texts(language: str) -> dict[str, str]:
    """Every text of a language by its key; the forms of a counted noun one by one."""
    found: dict[str, str] = {}
    for key, entry in read_catalogue(MESSAGES / f"{language}.toml").items():
        found.update(_forms(key, entry))
    return found


def _forms(key: str, entry: Entry) -> dict[str, str]:
    if isinstance(entry, str):
        return {key: entry}
    return {f"{key}.{form}": text for form, text in entry.items()}


def export(language: str) -> str:
    """The catalogue as PO."""
    french, comments = texts(SOURCE), _comments()
    lines = ['msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=UTF-8\\n"']
    lines += [f'"Language: {language}\\n"', ""]
    for key, text in texts(language).items():
        source = french.get(key) or french[re.sub(r"\.\w+$", ".other", key)]
        lines += [f"#. {comments[key]}"] if key in comments else []
        lines += [
            f"msgctxt {_quoted(key)}",
            f"msgid {_quoted(source)}",
            f"msgstr {_quoted(text)}",
            "",
        ]
    return "\n".join(lines)


def read(language: str, po: str) -> str:
    """The TOML of a language with the translations of a PO file in their places.

    Raises SystemExit for a key that does not exist and for values that were lost.
    """
    path = MESSAGES / f"{language}.toml"
    toml, known = path.read_text(encoding="utf-8"), texts(language)
    for key, text in _entries(po):
        if key not in known:
            raise SystemExit(f"{key} is no key of {path.name}")
        if sorted(re.findall(r"\{\w+\}", text)) != sorted(re.findall(r"\{\w+\}", known[key])):
            raise SystemExit(f"{key}: the values in braces are not those of the text before")
        if text and text != known[key]:
            toml = _replaced(toml, key, known[key], text)
    return toml


def _replaced(toml: str, key: str, old: str, new: str) -> str:
    """The file with one text changed, searched from its section on."""
    section, name = key.split(".")[:2]
    start = toml.index(f"\n[{section}]")
    place = toml.index(f"\n{name} = ", start)
    at = toml.index(old, place)
    return toml[:at] + new + toml[at + len(old) :]


def _entries(po: str) -> Iterator[tuple[str, str]]:
    fields: dict[str, str] = {}
    name = ""
    for line in [*po.splitlines(), ""]:
        found = _FIELD.match(line)
        if found:
            name = found[1] or name
            fields[name] = fields.get(name, "") + ast.literal_eval(found[2] or found[3])
        elif not line.strip() and "msgctxt" in fields:
            yield fields["msgctxt"], fields.get("msgstr", "")
        if not line.strip():
            fields = {}


def _comments() -> dict[str, str]:
    found, section = {}, ""
    for line in (MESSAGES / f"{SOURCE}.toml").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
        elif match := _COMMENT.match(line):
            found[f"{section}.{match['key']}"] = match["said"]
    return found


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> int:
    """Export a language to standard output, or read it back from standard input."""
    if len(sys.argv) != 3 or sys.argv[1] not in ("export", "read"):
        print(__doc__)
        return 2
    language = sys.argv[2]
    if sys.argv[1] == "export":
        print(export(language))
    else:
        (MESSAGES / f"{language}.toml").write_text(read(language, sys.stdin.read()), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
