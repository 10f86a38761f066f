"""Who asks is proved to the right server, in the way that it wants, over a line whose certificate is checked."""

from __future__ import annotations

import base64
import hashlib
import shutil
import ssl
import subprocess
import urllib.request
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path

import pytest

from kg.errors import InputError, UsageError
from kg.quads import Iri, Literal, Quad
from kg.stores import load
from kg.stores.client import Client, Settings
from kg.stores.endpoint import open_endpoint
from tests.servers import Reply, answering
from tests.virtuoso import Virtuoso

ASK = "ASK { ?s <http://a/b> ?o }"
LONG = f"ASK {{ ?s <http://a/b> {'?o . ?o <http://a/b> ' * 200} ?o }}"
OK = {"Content-Type": "application/sparql-results+json"}
YES = b'{"head": {}, "boolean": true}'
PASSWORD = "비밀 p:w"


def basic(headers: dict[str, str]) -> Reply:
    pair = base64.b64encode(f"me:{PASSWORD}".encode()).decode()
    said = {"WWW-Authenticate": 'Basic realm="r"'}
    return (200, OK, YES) if headers.get("Authorization") == f"Basic {pair}" else (401, said, b"who?")


def bearer(headers: dict[str, str]) -> Reply:
    said = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    return (200, OK, YES) if headers.get("Authorization") == "Bearer t0k.en~" else (401, said, b"who?")


def digest(challenge: str, name: str, methods: tuple[str, ...]) -> Callable[[dict[str, str]], Reply]:
    def hashed(text: str) -> str:
        return hashlib.new(name, text.encode()).hexdigest()

    def reply(headers: dict[str, str]) -> Reply:
        given = headers.get("Authorization", "")
        if given.startswith("Digest "):
            fields = urllib.request.parse_keqv_list(urllib.request.parse_http_list(given[7:]))
            for method in methods:
                ends = hashed(f"me:r:{PASSWORD}"), hashed(f"{method}:{fields['uri']}")
                middle = f"n:{fields['nc']}:{fields['cnonce']}:auth" if "qop" in fields else "n"
                if fields["response"] == hashed(f"{ends[0]}:{middle}:{ends[1]}"):
                    return 200, OK, YES
        return 401, {"WWW-Authenticate": f'Digest realm="r", nonce="n"{challenge}'}, b"who?"

    return reply


METHODS = ("GET", "POST", "PUT")
SERVERS = {
    "basic": (basic, Settings("me", PASSWORD, wait=0.01)),
    "bearer": (bearer, Settings(token="t0k.en~", wait=0.01)),
    "digest of 1999": (digest("", "md5", METHODS), Settings("me", PASSWORD, auth="digest", wait=0.01)),
    "digest, MD5": (
        digest(', qop="auth", algorithm=MD5', "md5", METHODS),
        Settings("me", PASSWORD, auth="digest", wait=0.01),
    ),
    "digest, SHA-256": (
        digest(', qop="auth-int, auth", algorithm=SHA-256, opaque="o"', "sha256", METHODS),
        Settings("me", PASSWORD, auth="digest", wait=0.01),
    ),
}


@pytest.mark.parametrize("kind", SERVERS)
def test_each_kind_of_server_is_asked_and_written_to(kind: str) -> None:
    check, settings = SERVERS[kind]
    with answering(lambda number, headers: check(headers)) as (url, asked), open_endpoint(url, settings) as store:
        assert store.ask(ASK)
        assert store.ask(LONG)
        assert {method for method, *_ in asked} == {"GET", "POST"}
        client = Client(url, settings)
        client.write("PUT", f"{url}?default", b"x" * 100_000, "application/n-triples")
        client.close()
        assert [path for method, path, headers, _ in asked if method == "PUT" and "Authorization" in headers]


@pytest.mark.parametrize("kind", SERVERS)
def test_a_wrong_password_is_said_once_and_never_shown(kind: str) -> None:
    check, settings = SERVERS[kind]
    given = (
        Settings(token="wrong", wait=0.01) if settings.token else Settings("me", "wrong", auth=settings.auth, wait=0.01)
    )
    with (
        answering(lambda number, headers: check(headers)) as (url, asked),
        open_endpoint(url, given) as store,
        pytest.raises(InputError, match=r"answers 401: who\?") as caught,
    ):
        store.ask(ASK)
    assert "wrong" not in str(caught.value)
    assert len([headers for *_, headers, _ in asked if "Authorization" in headers]) == 1


def test_a_digest_that_is_asked_for_is_named() -> None:
    check, _ = SERVERS["digest, MD5"]
    with (
        answering(lambda number, headers: check(headers)) as (url, _),
        open_endpoint(url, Settings("me", PASSWORD, wait=0.01)) as store,
        pytest.raises(InputError, match="set KG_ENDPOINT_AUTH=digest"),
    ):
        store.ask(ASK)


@pytest.mark.parametrize("challenge", ["Negotiate", "Digest", 'Digest realm="r", nonce="n", algorithm=SHA-512', ""])
def test_a_challenge_that_nobody_here_can_answer_is_told(challenge: str) -> None:
    said = {"WWW-Authenticate": challenge} if challenge else {}
    with (
        answering(lambda number, headers: (401, said, b"who?")) as (url, _),
        open_endpoint(url, Settings("me", "x", auth="digest", wait=0.01)) as store,
        pytest.raises(InputError, match="answers 401"),
    ):
        store.ask(ASK)


@pytest.mark.parametrize(
    "words",
    [
        {"token": "a b"},
        {"token": "토큰"},
        {"token": "a\r\nX-Evil: 1"},
        {"user": "a:b"},
        {"user": "a", "password": "b\nc"},
        {"user": "김", "auth": "digest"},
    ],
)
def test_what_no_header_can_hold_is_refused_at_once(words: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="KG_ENDPOINT"):
        Settings(**words)  # type: ignore[arg-type]


def test_a_graph_is_not_lost_by_a_redirect() -> None:
    with (
        answering(lambda number, headers: (301, {"Location": "/elsewhere"}, b"moved")) as (url, asked),
        pytest.raises(InputError, match=r"answers 301: moved\. It points to /elsewhere: name that"),
    ):
        Client(url, Settings(wait=0.01)).write("POST", url, b"x", "application/n-triples")
    assert len(asked) == 1


# -- Virtuoso asks for a digest in earnest ---------------------------------------------------------------------------


def test_virtuoso_answers_behind_its_digest(virtuoso_server: Virtuoso) -> None:
    url = f"{virtuoso_server.url}-auth"
    settings = Settings(virtuoso_server.user, virtuoso_server.password, auth="digest")
    name = "https://x.example/digest"
    quad = Quad(Iri("https://x.example/s"), Iri("https://x.example/p"), Literal("값"), name)
    load.load([quad], "", virtuoso_server.url, settings=settings, replace_all=True)
    with open_endpoint(f"{url}?default-graph-uri={name}", settings) as store:
        for padding in ("", "#" * 4000):
            rows = store.select(f"SELECT ?o WHERE {{ ?s ?p ?o }} {padding}").rows
            assert rows == [(quad.object,)]
    for wrong in (Settings("dba", "wrong", auth="digest"), Settings("nobody", "x", auth="digest"), Settings()):
        with open_endpoint(url, wrong) as store, pytest.raises(InputError, match="answers 401"):
            store.ask(ASK)


# -- the line --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for 127.0.0.1 that nobody has signed but itself, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed; it makes the certificate of this test")
    folder = tmp_path_factory.mktemp("tls")
    words = [
        openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=nobody",
        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"),
    ]  # fmt: skip
    subprocess.run(words, check=True, capture_output=True)
    whole = folder / "both.pem"
    whole.write_text((folder / "cert.pem").read_text() + (folder / "key.pem").read_text())
    return whole


def test_a_certificate_is_checked(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with answering(lambda number, headers: (200, OK, YES), context) as (url, asked):
        settings = Settings(token="secret", retries=3, wait=0.01)
        with open_endpoint(url, settings) as store, pytest.raises(InputError, match=r"(?i)certificate verify failed"):
            store.ask(ASK)
        assert asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("cert.pem")))
        with open_endpoint(url, settings) as store:
            assert store.ask(ASK)
        with (
            open_endpoint(url.replace("127.0.0.1", "localhost"), settings) as store,
            pytest.raises(InputError, match=r"(?i)certificate"),
        ):
            store.ask(ASK)


# -- patience --------------------------------------------------------------------------------------------------------


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return how long was waited, without waiting."""
    found: list[float] = []
    monkeypatch.setattr("kg.stores.client.time.sleep", found.append)
    return found


def test_each_wait_is_twice_as_long_and_always_the_same(pauses: list[float]) -> None:
    with (
        answering(lambda number, headers: (503, {}, b"busy")) as (url, asked),
        open_endpoint(url, Settings(retries=4)) as store,
        pytest.raises(InputError, match="answers 503: busy"),
    ):
        store.ask(ASK)
    assert pauses == [0.5, 1.0, 2.0, 4.0]
    assert len(asked) == 5


@pytest.mark.parametrize(
    ("said", "least", "most"), [("3", 3, 3), ("0", 0, 0), ("soon", 0.5, 0.5), ("in 20 s", 15, 20), ("long ago", 0, 0)]
)
def test_the_server_says_when_to_come_back(pauses: list[float], said: str, least: float, most: float) -> None:
    import time

    dates = {"in 20 s": formatdate(time.time() + 20, usegmt=True), "long ago": "Wed, 21 Oct 2015 07:28:00 GMT"}

    def reply(number: int, headers: dict[str, str]) -> Reply:
        return (429, {"Retry-After": dates.get(said, said)}, b"busy") if number == 1 else (200, OK, YES)

    with answering(reply) as (url, _), open_endpoint(url, Settings()) as store:
        assert store.ask(ASK)
    assert len(pauses) == 1
    assert least <= pauses[0] <= most


def test_who_asks_to_be_left_alone_for_long_is_left_alone(pauses: list[float]) -> None:
    with (
        answering(lambda number, headers: (503, {"Retry-After": "3600"}, b"repair")) as (url, asked),
        open_endpoint(url, Settings()) as store,
        pytest.raises(InputError, match=r"503: repair; it asks to be left alone for 3600 seconds\. Try again then"),
    ):
        store.ask(ASK)
    assert pauses == []
    assert len(asked) == 1


@pytest.mark.parametrize(("status", "tries"), [(503, 3), (429, 3), (502, 1), (504, 1)])
def test_what_may_have_been_taken_is_not_sent_twice(pauses: list[float], status: int, tries: int) -> None:
    with answering(lambda number, headers: (status, {}, b"?")) as (url, asked):
        client = Client(url, Settings(retries=2))
        with pytest.raises(InputError, match=f"answers {status}"):
            client.write("POST", url, b"_:a <urn:p> _:b .", "application/n-triples", again=False)
        client.close()
    assert len(asked) == tries
