"""How one endpoint is opened: who asks, which certificate and which redirect is trusted."""

from __future__ import annotations

import base64
import hashlib
import re
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import IO, Any

from kg.errors import UsageError

__all__ = ["Digest", "Settings", "opener"]

_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
_HASHES = {"MD5": "md5", "SHA": "sha1", "SHA-256": "sha256"}


@dataclass(frozen=True, slots=True)
class Settings:
    """How an endpoint is reached.

    ``timeout`` bounds one whole answer, in seconds; ``retries`` is how often a request is sent again after the first
    time, each time after twice as long a wait, from ``wait`` seconds on. ``auth`` is ``basic`` or ``digest``.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    auth: str = "basic"
    timeout: float = 60.0
    retries: int = 3
    wait: float = 0.5

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[\x21-\x7e]*", self.token):
            raise UsageError("KG_ENDPOINT_TOKEN holds a character that no token has (RFC 6750): a space or a line end?")
        if self.auth == "digest" and not self.user.isascii():
            raise UsageError("KG_ENDPOINT_USER must be of ASCII letters where KG_ENDPOINT_AUTH is digest")
        if re.search(r"[\x00-\x1f\x7f]", self.user + self.password) or (self.auth == "basic" and ":" in self.user):
            raise UsageError("KG_ENDPOINT_USER holds a colon, or it or KG_ENDPOINT_PASSWORD a control character")

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings from the environment.

        Args:
            environ: may hold ``KG_ENDPOINT_USER`` and ``KG_ENDPOINT_PASSWORD``, or ``KG_ENDPOINT_TOKEN``; also
                ``KG_ENDPOINT_AUTH`` (basic, digest), ``KG_ENDPOINT_TIMEOUT`` (seconds), ``KG_ENDPOINT_RETRIES``.

        Raises:
            UsageError: a value is not of its kind.
        """
        auth = environ.get("KG_ENDPOINT_AUTH", "basic").lower()
        if auth not in ("basic", "digest"):
            raise UsageError(f"KG_ENDPOINT_AUTH is {auth!r}; it is basic or digest")
        try:
            timeout = float(environ.get("KG_ENDPOINT_TIMEOUT", "60"))
            retries = int(environ.get("KG_ENDPOINT_RETRIES", "3"))
        except ValueError as error:
            raise UsageError(f"KG_ENDPOINT_TIMEOUT and KG_ENDPOINT_RETRIES are numbers: {error}") from None
        if not (0 < timeout < 1e6 and 0 <= retries <= 20):
            raise UsageError("KG_ENDPOINT_TIMEOUT is above 0 seconds, KG_ENDPOINT_RETRIES from 0 to 20")
        user, password = environ.get("KG_ENDPOINT_USER", ""), environ.get("KG_ENDPOINT_PASSWORD", "")
        return cls(user, password, environ.get("KG_ENDPOINT_TOKEN", ""), auth, timeout, retries)

    def authorization(self) -> dict[str, str]:
        """Return the header that says at once who asks; none for digest, which answers a challenge."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        if self.user and self.auth == "basic":
            pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")
            return {"Authorization": f"Basic {pair}"}
        return {}


class Digest(urllib.request.HTTPDigestAuthHandler):
    """Answer a challenge for a digest (RFC 7616), once.

    The library's own handler knows no SHA-256, no password beyond ASCII and only the first of several challenges, and
    asks six times with a wrong password.

    Args:
        url: where the user and the password are meant for.
        settings: who asks.
    """

    def __init__(self, url: str, settings: Settings) -> None:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, url, settings.user, settings.password)
        super().__init__(passwords)

    @staticmethod
    def challenge(headers: Message) -> str:
        """Return the challenge that can be answered, or nothing.

        Args:
            headers: those of the answer with status 401.
        """
        for text in headers.get_all("WWW-Authenticate") or ():
            scheme, _, rest = str(text).strip().partition(" ")
            if scheme.lower() == "digest" and Digest._fields(rest).get("algorithm", "MD5").upper() in _HASHES:
                return rest
        return ""

    @staticmethod
    def _fields(challenge: str) -> dict[str, str]:
        parts = urllib.request.parse_http_list(challenge)
        fields = urllib.request.parse_keqv_list([part for part in parts if "=" in part])
        if "qop" in fields:
            fields["qop"] = fields["qop"].replace(" ", "")
        return fields

    def prove(self, request: urllib.request.Request, challenge: str) -> bool:
        """Write the answer to a challenge into a request, and tell whether there is one.

        Args:
            request: what is to be sent again.
            challenge: see :meth:`challenge`.
        """
        proof = self.get_authorization(request, self._fields(challenge)) if challenge else None
        if proof:
            request.add_unredirected_header("Authorization", f"Digest {proof}")
        return bool(proof)

    def get_algorithm_impls(self, algorithm: str) -> Any:
        """Return the two functions of a digest, over UTF-8."""
        name = _HASHES[algorithm.upper()]

        def digest(text: str) -> str:
            return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()

        return digest, lambda secret, data: digest(f"{secret}:{data}")

    def http_error_401(self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message) -> Any:
        """Answer the challenge, if it has not been answered already."""
        if req.has_header("Authorization") or not self.prove(req, self.challenge(headers)):
            return None
        fp.close()
        return self.parent.open(req, timeout=req.timeout or 60)


def opener(url: str, digest: Digest | None) -> urllib.request.OpenerDirector:
    """Make the opener of one endpoint; TLS certificates are checked, as urllib does by default.

    Args:
        url: where the endpoint is; one on this machine is asked without a proxy.
        digest: what answers a challenge.
    """
    handlers: list[urllib.request.BaseHandler] = [_Redirect()]
    if urllib.parse.urlsplit(url).hostname in _LOOPBACK:
        handlers.append(urllib.request.ProxyHandler({}))
    if digest is not None:
        handlers.append(digest)
    return urllib.request.build_opener(*handlers)


class _Redirect(urllib.request.HTTPRedirectHandler):
    """Follow a redirect, but carry no password or token to another host."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if req.get_method() != "GET":
            return None  # The library would go on without the body: a query or a graph would be lost on the way.
        made = super().redirect_request(req, fp, code, msg, headers, newurl)
        old, new = urllib.parse.urlsplit(req.full_url), urllib.parse.urlsplit(newurl)
        if made is not None and (old.scheme, old.netloc) != (new.scheme, new.netloc):
            made.remove_header("Authorization")
        return made
