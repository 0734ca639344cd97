"""Ask Siyada through Mistral's client, unchanged.

Usage: SIYADA_URL=http://127.0.0.1:8000 MISTRAL_API_KEY=sk-siyada-… python mistral_client.py

The key is the one that the first `make run` prints, or one of `siyada keys add NAME`.
"""

import os

try:
    from mistralai.client import Mistral
except ImportError:  # 1.x
    from mistralai import Mistral

with Mistral(api_key=os.environ["MISTRAL_API_KEY"], server_url=os.environ["SIYADA_URL"]) as client:
    # The assistant: answers from the record of procedures. Nothing leaves the machine.
    answer = client.chat.complete(
        model="siyada",
        messages=[{"role": "user", "content": "بشحال الباسبور؟"}],
    )
    print(answer.choices[0].message.content)

    # Streamed, any other model of GET /v1/models is asked in the same way. For one that runs
    # abroad, personal data is masked on its way out and restored in the answer.
    with client.chat.stream(
        model="siyada",
        messages=[{"role": "user", "content": "Quels documents pour le passeport ?"}],
    ) as events:
        for event in events:
            print(event.data.choices[0].delta.content or "", end="", flush=True)
