"""Ask Siyada through OpenAI's client, unchanged.

Usage: OPENAI_BASE_URL=http://127.0.0.1:8000/v1 OPENAI_API_KEY=sk-siyada-… python openai_client.py

The key is the one that the first `make run` prints, or one of `siyada keys add NAME`.
"""

from openai import OpenAI

client = OpenAI()

# The assistant: answers from the record of procedures. Nothing leaves the machine.
answer = client.chat.completions.create(
    model="siyada",
    messages=[{"role": "user", "content": "بشحال الباسبور؟"}],
)
print(answer.choices[0].message.content)
extra = answer.model_extra or {}
print([citation["url"] for citation in extra["citations"]])

# Streamed, any other model of GET /v1/models is asked in the same way. For one that runs abroad,
# personal data is masked on its way out and restored in the answer.
for chunk in client.chat.completions.create(
    model="siyada",
    messages=[{"role": "user", "content": "Quels documents pour le passeport ?"}],
    stream=True,
):
    print(chunk.choices[0].delta.content or "", end="", flush=True)
