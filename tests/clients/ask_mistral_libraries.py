"""Keep documents and ask about them with the published mistralai client; prints JSON.

Run by the client's own Python. Arguments: the server's address, a key, a key of somebody else and
its number.
"""

import json
import sys
from typing import Any

try:
    from mistralai.client import Mistral
except ImportError:  # 1.x
    from mistralai import Mistral

Json = Any
"""What a client gives and takes."""

RULES = "La piscine municipale ouvre \u00e0 9h00. L\u2019abonnement co\u00fbte 120 DH par mois."
QUESTION = "Combien co\u00fbte l\u2019abonnement \u00e0 la piscine municipale ?"


def refused(call: Json) -> Json:
    """The status of an error."""
    try:
        call()
    except Exception as error:  # noqa: BLE001 - the kind of error differs by release
        return getattr(error, "status_code", None)
    return 200


def tools_of(library: Json) -> Json:
    """The tool that has questions answered from a library."""
    return [{"type": "document_library", "library_ids": [library.id]}]


def said(client: Json, library: Json) -> Json:
    """The parts of an answer from the library."""
    talk = client.beta.conversations.start(model="m", inputs=QUESTION, tools=tools_of(library))
    content = talk.outputs[0].content
    parts = content if isinstance(content, list) else []
    texts = [getattr(part, "text", None) or getattr(part, "title", "") for part in parts]
    return texts or [content]


def closed(other: Json, library: Json, document: Json) -> Json:
    """What somebody else gets of a library that is not shared."""
    shelves, place = other.beta.libraries, {"library_id": library.id}
    ask = {"model": "m", "inputs": QUESTION, "tools": tools_of(library)}
    return [
        refused(lambda: shelves.get(**place)),
        refused(lambda: shelves.documents.list(**place)),
        refused(lambda: shelves.documents.text_content(**place, document_id=document.id)),
        refused(lambda: shelves.delete(**place)),
        refused(lambda: other.beta.conversations.start(**ask)),
        len(shelves.list().data),
    ]


def shared(client: Json, other: Json, library: Json, number: str) -> Json:
    """What they get when it is shared to be read."""
    place, file = {"library_id": library.id}, {"file_name": "x.txt", "content": b"x"}
    client.beta.libraries.accesses.update_or_create(
        **place, level="Viewer", share_with_uuid=number, share_with_type="User"
    )
    return [
        other.beta.libraries.get(**place).name,
        refused(lambda: other.beta.libraries.documents.upload(**place, file=file)),
    ]


def paged(shelves: Json, place: Json) -> Json:
    """A second document, and what lists of one document a page say."""
    file = {"file_name": "autre.txt", "content": b"Le parc ferme la nuit."}
    other = shelves.documents.upload(**place, file=file)
    pages = [
        shelves.documents.list(**place, page=page, page_size=1, sort_by="name", sort_order="asc")
        for page in (0, 1)
    ]
    found = shelves.documents.list(**place, search="autr").data
    ask = {**place, "document_id": other.id}
    refusals = [
        refused(lambda: shelves.documents.get_signed_url(**ask)),
        refused(lambda: shelves.documents.extracted_text_signed_url(**ask)),
        refused(lambda: shelves.documents.reprocess(**ask)),
    ]
    status = shelves.documents.status(**ask).processing_status
    shelves.documents.delete(**ask)
    return {
        "names": [one.name for page in pages for one in page.data],
        "more": [page.pagination.has_more for page in pages],
        "found": [one.name for one in found],
        "refused": refusals,
        "status": status,
    }


def everything(client: Json, other: Json, number: str) -> Json:
    """Make, fill, ask, share, remove; what came of it."""
    shelves = client.beta.libraries
    made = shelves.create(name="Piscine", description="Règlements")
    place, file = {"library_id": made.id}, {"file_name": "reglement.txt", "content": RULES.encode()}
    kept = shelves.documents.upload(**place, file=file)
    again = shelves.documents.upload(**place, file=file)
    results = {
        "made": [made.name, made.nb_documents],
        "kept": [kept.name, kept.size, kept.processing_status, kept.id == again.id],
        "listed": [one.id for one in shelves.list().data] == [made.id],
        "text": shelves.documents.text_content(**place, document_id=kept.id).text,
        "pages": paged(shelves, place),
        "answer": said(client, made),
        "closed": closed(other, made, kept),
        "shared": shared(client, other, made, number),
    }
    shelves.documents.delete(**place, document_id=kept.id)
    results["left"] = len(shelves.documents.list(**place).data)
    shelves.delete(**place)
    return results | {"gone": refused(lambda: shelves.get(**place))}


def main() -> None:
    """Run it all and print what came of it."""
    url, key, other_key, number = sys.argv[1:]
    with (
        Mistral(api_key=key, server_url=url, timeout_ms=60_000) as client,
        Mistral(api_key=other_key, server_url=url, timeout_ms=60_000) as other,
    ):
        json.dump(everything(client, other, number), sys.stdout)


if __name__ == "__main__":
    main()
