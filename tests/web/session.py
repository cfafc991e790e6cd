"""A session of the app as a browser opens it, without a browser: thousands fit on a laptop."""

from __future__ import annotations

import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PATIENCE_S = 120


def _token(address: str) -> str:
    """Return the token that the server gives a browser against forged uploads."""
    with _direct.open(f"{address}/_stcore/health", timeout=PATIENCE_S) as answer:
        cookie = SimpleCookie(answer.headers["Set-Cookie"])
    return cookie["_streamlit_xsrf"].value


@dataclass
class Seen:
    """What one run of the script drew."""

    texts: list[str] = field(default_factory=list)  # of alerts and markdown
    uploaders: list[str] = field(default_factory=list)  # widget ids
    fields: list[str] = field(default_factory=list)  # widget ids of texts that may be long
    tabs: list[str] = field(default_factory=list)  # widget ids
    downloads: list[str] = field(default_factory=list)  # of files that are made when asked for
    crashed: bool = False


class Session:
    """One reader of the app; ``run`` waits until the script is done."""

    def __init__(self, address: str, page: str, query: str = "") -> None:
        """Open a session on a page such as "ringkasan" and draw it once."""
        self.address, self.page, self.query = address, page, query
        self.id = ""
        self._token = _token(address)
        stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        self._open = ExitStack()
        self._line: ClientConnection = self._open.enter_context(
            connect(stream, subprotocols=["streamlit"], proxy=None, max_size=None)  # type: ignore[list-item]
        )
        self.seen = self.run()

    def __enter__(self) -> Self:
        """Return the open session."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Hang up."""
        self._open.close()

    def run(self, sent: BackMsg | None = None) -> Seen:
        """Run the page once, or what a message asks for, and return what it drew."""
        message = sent or self._rerun()
        self._line.send(message.SerializeToString())
        self.seen = Seen()
        while not self._take(self._next()):
            pass
        return self.seen

    def type(self, said: Mapping[str, str]) -> Seen:
        """Run the page with texts in its widgets, by their ids; they stand there from then on."""
        message = self._rerun()
        for widget, text in said.items():
            message.rerun_script.widget_states.widgets.add(id=widget, string_value=text)
        return self.run(message)

    def download(self, file: str) -> bytes:
        """Have a file made that the page offers, and return it.

        Raises
        ------
        OSError
            The server does not make it.
        """
        asked = BackMsg()
        asked.backend_operation_request.request_id = "2"
        asked.backend_operation_request.session_id = self.id
        asked.backend_operation_request.deferred_file.file_id = file
        answer = self._answer(asked, "backend_operation_response").backend_operation_response
        if answer.error_msg:
            raise OSError(answer.error_msg)
        url = urljoin(self.address, answer.deferred_file.url)
        with _direct.open(url, timeout=PATIENCE_S) as made:
            content: bytes = made.read()
        return content

    def upload(self, name: str, data: bytes) -> Seen:
        """Give a file to the page's uploader and return what the page says of it."""
        (widget,) = self.seen.uploaders[:1]
        asked = BackMsg()
        asked.file_urls_request.request_id = "1"
        asked.file_urls_request.session_id = self.id
        asked.file_urls_request.file_names.append(name)
        (urls,) = self._answer(asked, "file_urls_response").file_urls_response.file_urls
        self._put(urljoin(self.address, urls.upload_url), name, data)
        message = self._rerun()
        state = message.rerun_script.widget_states.widgets.add(id=widget)
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.name, info.size, info.file_id = name, len(data), urls.file_id
        info.file_urls.CopyFrom(urls)
        return self.run(message)

    def again(self) -> Seen:
        """Run the page once more and return what it says."""
        return self.run(self._rerun())

    def _next(self) -> ForwardMsg:
        said = self._line.recv(timeout=PATIENCE_S)
        return ForwardMsg.FromString(said if isinstance(said, bytes) else said.encode())

    def _answer(self, asked: BackMsg, kind: str) -> ForwardMsg:
        """Send what is no run of the page, and return the message that answers it."""
        self._line.send(asked.SerializeToString())
        while (told := self._next()).WhichOneof("type") != kind:
            pass
        return told

    def _rerun(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self.query
        return message

    def _put(self, url: str, name: str, data: bytes) -> None:
        edge = b"batas-berkas-uji"
        said = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")  # as browsers do
        head = f'Content-Disposition: form-data; name="file"; filename="{said}"'.encode()
        kind = b"Content-Type: application/octet-stream"
        body = b"--" + edge + b"\r\n" + head + b"\r\n" + kind + b"\r\n\r\n" + data
        body += b"\r\n--" + edge + b"--\r\n"
        request = urllib.request.Request(url, data=body, method="PUT")
        request.add_header("Content-Type", f"multipart/form-data; boundary={edge.decode()}")
        request.add_header("Cookie", f"_streamlit_xsrf={self._token}")
        request.add_header("X-Xsrftoken", self._token)
        with _direct.open(request, timeout=PATIENCE_S):
            pass

    def _take(self, told: ForwardMsg) -> bool:
        """Note what a message says; tell whether the run is over."""
        kind = told.WhichOneof("type")
        if kind == "new_session":
            self.id = told.new_session.initialize.session_id
        elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            self._element(told)
        elif kind == "delta" and told.delta.add_block.HasField("tab_container"):
            self.seen.tabs.append(told.delta.add_block.id)
        elif kind == "page_info_changed":
            self.query = told.page_info_changed.query_string
        return kind == "script_finished" and told.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
        )

    def _element(self, told: ForwardMsg) -> None:
        element = told.delta.new_element
        match element.WhichOneof("type"):
            case "alert":
                self.seen.texts.append(element.alert.body)
            case "markdown":
                self.seen.texts.append(element.markdown.body)
            case "file_uploader":
                self.seen.uploaders.append(element.file_uploader.id)
            case "text_area":
                self.seen.fields.append(element.text_area.id)
            case "download_button" if element.download_button.deferred_file_id:
                self.seen.downloads.append(element.download_button.deferred_file_id)
            case "exception":
                self.seen.crashed = True
