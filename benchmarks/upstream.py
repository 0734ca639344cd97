"""A model server that answers at once, so that what is measured is the gateway.

`python -m benchmarks.upstream` listens on a free loopback port and prints it. It speaks just enough
HTTP/1.1 for this: one JSON answer, or a stream of `EVENTS` events and `[DONE]`. For a model whose
name ends in `paced` the events come `PACE_SECONDS` apart.
"""

import asyncio
import sys

EVENTS = 50
"""Events of one streamed answer."""

PACE_SECONDS = 0.02

_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: "
_CHUNK = (
    b'data: {"id":"b","object":"chat.completion.chunk","created":1,"model":"bench","choices":'
    b'[{"index":0,"delta":{"content":"mot "},"finish_reason":null}]}\n\n'
)
_LAST = _CHUNK.replace(
    b'"delta":{"content":"mot "},"finish_reason":null', b'"delta":{},"finish_reason":"stop"'
)
_WHOLE = (
    b'{"id":"b","object":"chat.completion","created":1,"model":"bench","choices":[{"index":0,'
    b'"message":{"role":"assistant","content":"une courte phrase"},"finish_reason":"stop"}],'
    b'"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}'
)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            body = await _body(head.lower(), reader)
            if b'"stream":true' in body.replace(b" ", b""):
                await _stream(writer, PACE_SECONDS if b'paced"' in body else 0.0)
            else:
                writer.write(
                    _HEAD + b"application/json\r\ncontent-length: %d\r\n\r\n" % len(_WHOLE) + _WHOLE
                )
                await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def _body(head: bytes, reader: asyncio.StreamReader) -> bytes:
    if b"transfer-encoding: chunked" in head:
        body = b""
        while size := int(await reader.readuntil(b"\r\n"), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readexactly(2)
        return body
    lines = head.split(b"\r\n")
    length = next((line for line in lines if line.startswith(b"content-length:")), b":0")
    return await reader.readexactly(int(length.split(b":")[1]))


async def _stream(writer: asyncio.StreamWriter, pause: float) -> None:
    writer.write(_HEAD + b"text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    for event in (*[_CHUNK] * EVENTS, _LAST, b"data: [DONE]\n\n"):
        writer.write(b"%x\r\n%b\r\n" % (len(event), event))
        await writer.drain()
        if pause:
            await asyncio.sleep(pause)
    writer.write(b"0\r\n\r\n")
    await writer.drain()


async def _main() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
