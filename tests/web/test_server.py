"""What the server does when it starts."""

import socket

from streamlit.web.server.starlette import starlette_server

from web import server


def test_small_messages_do_not_wait_for_one_another() -> None:
    """Asked of the very kind of socket that Streamlit listens with."""
    with starlette_server._bind_socket("127.0.0.1", 0, 5) as listening:
        listening.setblocking(True)
        server.send_at_once()
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
