"""One SPARQL 1.1 endpoint over HTTP, through SPARQLWrapper, whose known faults end here.

SPARQLWrapper 2.0 guesses a query's form by pattern and warns where it fails, puts ``?`` behind a URL that has one,
installs its digest handler for the whole process, bounds each read but not the whole answer, and never asks twice.
Here the form is told, the request is opened by our own opener, and the answer is read as it comes, within a time, or
said to be cut off.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from email.message import Message
from typing import Any, NamedTuple, TypeVar

from kg import __version__
from kg.errors import InputError
from kg.stores.access import Digest, Settings, opener
from kg.stores.reasons import reason, retry_after, unfinished

__all__ = ["Answer", "Client", "Settings"]

_RETRIED = frozenset((429, 502, 503, 504))
_DOUBTFUL = frozenset((502, 504))
"""What a gateway says where the server behind it may have done the work."""

_LONGEST_GET = 1800
_PIECE = 1 << 20
_Read = TypeVar("_Read")


class Answer(NamedTuple):
    """An answer that is being received: its media type, its headers, and its bytes as they come."""

    media_type: str
    headers: Message
    chunks: Iterator[bytes]

    def whole(self) -> bytes:
        """Return all of the bytes."""
        return b"".join(self.chunks)


class Client:
    """Send queries to one endpoint.

    Args:
        url: where it listens, without user, password and parameters.
        settings: how it is reached.

    ``server`` is what the server calls itself, once it has answered.
    """

    def __init__(self, url: str, settings: Settings) -> None:
        self.url = url
        self.server = ""
        self._settings = settings
        self._digest = Digest(url, settings) if settings.user and settings.auth == "digest" else None
        self._opener = opener(url, self._digest)

    def close(self) -> None:
        """Let go of the connections."""
        self._opener.close()

    def send(
        self, query: str, form: str, accept: str, parameters: Iterable[tuple[str, str]], read: Callable[[Answer], _Read]
    ) -> _Read:
        """Send a query, and read the answer as it comes; again where the server is busy or gone.

        Args:
            query: the query.
            form: its form, such as SELECT.
            accept: the media types that are understood.
            parameters: further parameters of the request.
            read: makes something of the answer; called again, from the start, where the connection broke.

        Raises:
            InputError: the server refuses, cannot be reached, or does not finish in time.
        """
        wrapper = self._wrapper(query, form, accept, parameters)
        return self._attempts(lambda: wrapper.query().response, read)

    def write(self, method: str, url: str, body: bytes, media_type: str, *, again: bool = True) -> None:
        """Send a graph or an update; again where the server is busy.

        Args:
            method: PUT, POST or DELETE.
            url: where to, on this endpoint's host.
            body: what is sent.
            media_type: what it is.
            again: whether it may be sent again where the connection broke and nobody knows if it was taken.

        Raises:
            InputError: the server refuses, cannot be reached, or does not finish in time.
        """
        headers = {"Content-Type": media_type, "User-Agent": f"paper-kg/{__version__}", "Accept": "*/*"}
        headers |= self._settings.authorization()

        def opened() -> Any:
            # The handler of digests writes into the request: each attempt takes a new one.
            request = urllib.request.Request(url, body, headers, method=method)
            self._prove(request)
            return self._opener.open(request, timeout=self._settings.timeout)

        self._attempts(opened, Answer.whole, again=again)

    def _prove(self, request: urllib.request.Request) -> None:
        """Answer a challenge before it comes: a server that asks in the middle of a long body breaks the connection."""
        if self._digest is None:
            return
        bare = urllib.request.Request(request.full_url, method="GET")
        try:
            opener(self.url, None).open(bare, timeout=self._settings.timeout).close()
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 401:
                    self._digest.prove(request, self._digest.challenge(error.headers))

    def _wrapper(self, query: str, form: str, accept: str, parameters: Iterable[tuple[str, str]]) -> Any:
        from SPARQLWrapper import SPARQLWrapper

        settings = self._settings
        # Our own Accept header stands; the format here only keeps SPARQLWrapper from warning.
        format_ = "json" if form in ("SELECT", "ASK") else "turtle"
        wrapper: Any = SPARQLWrapper(self.url, returnFormat=format_, agent=f"paper-kg/{__version__}")
        wrapper.queryString, wrapper.queryType = query, form
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", accept)
        for name, value in settings.authorization().items():
            wrapper.addCustomHttpHeader(name, value)
        for name, value in parameters:
            wrapper.addParameter(name, value)
        if len(self.url) + len(wrapper._getRequestEncodedParameters(("query", query))) > _LONGEST_GET:
            wrapper.setMethod("POST")

        def opened() -> tuple[Any, str]:
            return self._opener.open(wrapper._createRequest(), timeout=settings.timeout), wrapper.returnFormat

        wrapper._query = opened
        return wrapper

    # -- attempts --------------------------------------------------------------------------------------------------

    def _attempts(self, opened: Callable[[], Any], read: Callable[[Answer], _Read], *, again: bool = True) -> _Read:
        wait = self._settings.wait
        for left in range(self._settings.retries, -1, -1):
            try:
                return self._attempt(opened, read)
            except urllib.error.HTTPError as error:
                pause = self._pause(error, wait, left=left, again=again)
            except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
                cause = error.reason if isinstance(error, urllib.error.URLError) else error
                if isinstance(cause, TimeoutError):
                    seconds = f"{self._settings.timeout:g}"
                    hint = "Ask for less, or raise KG_ENDPOINT_TIMEOUT."
                    raise self.fault(f"no whole answer within {seconds} seconds", hint=hint) from None
                refused = isinstance(cause, ConnectionRefusedError)
                if (
                    not left
                    or not (again or refused)
                    or isinstance(cause, http.client.IncompleteRead)
                    or "CERTIFICATE" in str(cause).upper()
                ):
                    raise self._unreachable(cause) from None
                pause = wait
            time.sleep(pause)
            wait *= 2
        raise AssertionError("the last attempt returns or raises")

    def _pause(self, error: urllib.error.HTTPError, wait: float, *, left: int, again: bool) -> float:
        """Return how long to wait for a busy server; raise what any other refusal means."""
        with error:
            body = error.read(65536)
        refused = self._refused(error.code, str(error.reason), error.headers, body)
        if error.code not in _RETRIED or not left or (error.code in _DOUBTFUL and not again):
            raise refused from None
        asked = retry_after(error.headers)
        if asked is not None and asked > self._settings.timeout:
            # To ask earlier would be rude, to wait in silence so long would look like a hanging program.
            raise self.fault(
                f"{refused.message}; it asks to be left alone for {asked:.0f} seconds", hint="Try again then."
            ) from None
        return wait if asked is None else asked

    def _attempt(self, opened: Callable[[], Any], read: Callable[[Answer], _Read]) -> _Read:
        """Send once, and read the answer within the time."""
        deadline = time.monotonic() + self._settings.timeout
        with opened() as response:
            self.server = response.headers.get("Server", "")
            why = unfinished(response.headers)
            if why:
                hint = "Its time limit was reached: ask for less, or raise the limit of the server."
                raise self.fault(f"the server gives an unfinished answer: {why}", hint=hint)
            received = _received(response, deadline)
            made = read(Answer(response.headers.get_content_type(), response.headers, received))
            for _ in received:
                pass  # Whoever reads may stop early; only the end tells whether all has come.
            return made

    # -- faults ----------------------------------------------------------------------------------------------------

    def fault(self, message: str, hint: str = "") -> InputError:
        """Return the fault of this endpoint."""
        return InputError(message, file=self.url, hint=hint)

    def _refused(self, code: int, standard: str, headers: Message | None, body: bytes) -> _RefusedError:
        said = reason(body) or standard
        hint = ""
        if code in (401, 403):
            hint = "Give KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN."
            if code == 401 and headers and Digest.challenge(headers) and self._digest is None:
                hint = "The server asks for a digest: set KG_ENDPOINT_AUTH=digest, KG_ENDPOINT_USER and _PASSWORD."
        elif code == 404:
            hint = "Is this the query endpoint? Many end in /sparql or /query."
        elif 300 <= code < 400:
            hint = f"It points to {headers.get('Location', 'nowhere') if headers else 'nowhere'}: name that."
        return _RefusedError(f"the server answers {code}: {said}", self.url, hint)

    def _unreachable(self, cause: object) -> InputError:
        if isinstance(cause, http.client.IncompleteRead):
            return self.fault("the answer is cut off", hint="The server closed the connection: ask for less.")
        said = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
        return self.fault(f"the endpoint cannot be reached: {said}", hint="Is the URL right, and the server up?")


class _RefusedError(InputError):
    def __init__(self, message: str, url: str, hint: str) -> None:
        super().__init__(message, file=url, hint=hint)
        self.message = message


def _received(response: Any, deadline: float) -> Iterator[bytes]:
    """Yield an answer's bytes as they come, and see that all have come, in time."""
    length = response.headers.get("Content-Length", "")
    got = 0
    while chunk := response.read1(_PIECE):
        got += len(chunk)
        if time.monotonic() > deadline:
            raise TimeoutError
        yield chunk
    if length.isdigit() and int(length) > got:
        raise http.client.IncompleteRead(b"", int(length) - got)
