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


def main() -> None:
    """Make, fill, ask, share, remove; print what came of it."""
    url, key, other_key, number = sys.argv[1:]
    with (
        Mistral(api_key=key, server_url=url, timeout_ms=60_000) as client,
        Mistral(api_key=other_key, server_url=url, timeout_ms=60_000) as other,
    ):
        shelves = client.beta.libraries
        made = shelves.create(name="Piscine", description="R\u00e8glements")
        file = {"file_name": "reglement.txt", "content": RULES.encode()}
        kept = shelves.documents.upload(library_id=made.id, file=file)
        again = shelves.documents.upload(library_id=made.id, file=file)
        tools = [{"type": "document_library", "library_ids": [made.id]}]
        talk = client.beta.conversations.start(model="m", inputs=QUESTION, tools=tools)
        content = talk.outputs[0].content
        closed = [
            refused(lambda: other.beta.libraries.get(library_id=made.id)),
            refused(lambda: other.beta.libraries.documents.list(library_id=made.id)),
            refused(
                lambda: other.beta.libraries.documents.text_content(
                    library_id=made.id, document_id=kept.id
                )
            ),
            refused(lambda: other.beta.libraries.delete(library_id=made.id)),
            refused(
                lambda: other.beta.conversations.start(model="m", inputs=QUESTION, tools=tools)
            ),
            len(other.beta.libraries.list().data),
        ]
        shelves.accesses.update_or_create(
            library_id=made.id, level="Viewer", share_with_uuid=number, share_with_type="User"
        )
        shared = [
            other.beta.libraries.get(library_id=made.id).name,
            refused(
                lambda: other.beta.libraries.documents.upload(
                    library_id=made.id, file={"file_name": "x.txt", "content": b"x"}
                )
            ),
        ]
        results = {
            "made": [made.name, made.nb_documents],
            "kept": [kept.name, kept.size, kept.processing_status, kept.id == again.id],
            "listed": [one.id for one in shelves.list().data] == [made.id],
            "text": shelves.documents.text_content(library_id=made.id, document_id=kept.id).text,
            "answer": content
            if isinstance(content, str)
            else [getattr(part, "text", None) or getattr(part, "title", "") for part in content],
            "closed": closed,
            "shared": shared,
        }
        shelves.documents.delete(library_id=made.id, document_id=kept.id)
        results["left"] = len(shelves.documents.list(library_id=made.id).data)
        shelves.delete(library_id=made.id)
        results["gone"] = refused(lambda: shelves.get(library_id=made.id))
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
