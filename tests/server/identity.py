"""Identity providers: a published one as a process, and one that says what it is told."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import rsa

Json = Any
PUBLISHED = (sys.executable, "-W", "ignore", "-m", "oidc_provider_mock")
CLIENT = "siyada"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@contextmanager
def published(*people: dict[str, Json]) -> Iterator[str]:
    """oidc-provider-mock, made of Authlib and Flask; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    claims = [part for one in people for part in ("--user-claims", orjson.dumps(one).decode())]
    process = subprocess.Popen(
        [*PUBLISHED, "-p", str(port), "-n", "true", *claims],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        until(address + "/.well-known/openid-configuration")
        yield address
    finally:
        process.terminate()
        process.wait()


def until(address: str) -> None:
    for _ in range(600):
        try:
            httpx2.get(address)
        except httpx2.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the identity provider did not start")


class Told:
    """A provider whose next token is what a test says."""

    def __init__(self) -> None:
        self.address = ""
        self.token: Json = None
        self.form = b""
        self.document: dict[str, Json] = {}
        self.keys = [public()]
        self.person: dict[str, Json] = {}
        """What it says of whoever shows the access token that it gives."""

    def claims(self, nonce: str, changed: dict[str, Json]) -> dict[str, Json]:
        now = int(time.time())
        right = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "amina",
            "nonce": nonce,
            "iat": now,
            "exp": now + 60,
            "groups": ["siyada-admins"],
        }
        return {n: value for n, value in (right | changed).items() if value is not None}

    def answer(self, path: str, authorization: str | None) -> Json:
        """What is read at an address."""
        if path == "/userinfo":
            return self.person if authorization == "Bearer x" else None
        return self.document if "well-known" in path else {"keys": self.keys}

    def sign(self, claims: dict[str, Json], key: Json = KEY, algorithm: str = "RS256") -> None:
        self.token = jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "1"})


@contextmanager
def told() -> Iterator[Told]:
    """A provider on the loopback that says what it is told."""
    provider = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(provider.answer(self.path, self.headers["Authorization"]))

        def do_POST(self) -> None:
            provider.form = self.rfile.read(int(self.headers["Content-Length"]))
            self._say({"access_token": "x", "token_type": "Bearer", "id_token": provider.token})

        def _say(self, value: Json) -> None:
            body = orjson.dumps(value)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for piece in (body[:9], body[9:]):  # as what is long or comes from far away does
                self.wfile.write(piece)
                time.sleep(0.02)

        def log_message(self, format: str, *args: Json) -> None:  # noqa: A002 - as the library has it
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    provider.document = {
        "issuer": provider.address,
        "authorization_endpoint": provider.address + "/authorize",
        "token_endpoint": provider.address + "/token",
        "jwks_uri": provider.address + "/keys",
    }
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def public(key: rsa.RSAPrivateKey = KEY) -> dict[str, Json]:
    value: dict[str, Json] = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return value | {"kid": "1", "alg": "RS256", "use": "sig"}
