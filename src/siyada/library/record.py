"""The record of procedures: one file each, validated, and opened fast from its compiled form."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from siyada.errors import NotFound, RecordError
from siyada.library import notation
from siyada.library.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Record:
    """Every procedure by its id, in the order of ids, and a digest of what they were read from."""

    procedures: Mapping[str, Procedure]
    digest: str

    def get(self, identifier: str) -> Procedure:
        """The procedure of that id; raises NotFound."""
        try:
            return self.procedures[identifier]
        except KeyError:
            raise NotFound(
                "No procedure has that id. `siyada procedures list` shows them all."
            ) from None


def load_record(folder: Path) -> Record:
    """Every file of the folder, validated; raises RecordError naming each wrong file and field."""
    files = read_files(folder)
    found, wrong = {}, []
    for name, content in files.items():
        try:
            found[name] = _procedure(name, content)
        except RecordError as error:
            wrong.append(error.message)
    if wrong:
        raise RecordError("\n".join(wrong))
    return Record(MappingProxyType(found), digest_of(files))


def read_files(folder: Path) -> dict[str, bytes]:
    """The content of each `<id>.yaml` of the folder by id, in the order of ids."""
    try:
        paths = sorted(folder.glob("*.yaml"), key=lambda path: path.stem)
        files = {path.stem: path.read_bytes() for path in paths}
    except OSError as error:
        raise RecordError(
            f"The record in {folder} cannot be read: {error.strerror}. Check the setting "
            "`procedures` and the rights of that folder."
        ) from None
    if not files:
        raise RecordError(
            f"No procedure (*.yaml) is in {folder}. Point the setting `procedures` at the folder "
            "of the record."
        )
    return files


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents, in hexadecimal."""
    total = sha256()
    for name, content in files.items():
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _procedure(name: str, content: bytes) -> Procedure:
    file = f"{name}.yaml"
    try:
        procedure = Procedure.model_validate(notation.parse(content))
    except ValidationError as error:
        lines = (
            f"{file}: {_path(item['loc'])}: {item['msg']}"
            for item in error.errors(include_input=False, include_url=False)
        )
        raise RecordError("\n".join(lines)) from None
    except ValueError as error:
        raise RecordError(f"{file}: {error}") from None
    if procedure.id != name:
        raise RecordError(f"{file}: id: it is `{procedure.id}`; name the file {procedure.id}.yaml")
    return procedure


def _path(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "(the whole file)"
