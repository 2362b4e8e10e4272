"""The servers that are compared: started, asked for their memory, stopped."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from urllib.error import URLError
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path("bench") / "peers"
OURS = "ours"
START_S, RUN_S = 90, 120


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    process: "subprocess.Popen[bytes]"

    def resident_mb(self) -> float:
        """Resident memory of the process in megabytes (10⁶ bytes), as ``ps`` tells it."""
        told = subprocess.run(["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, check=True)
        return int(told.stdout) * 1024 / 1e6

    @contextmanager
    def sessions(self, number: int) -> Iterator[None]:
        """So many readers with their page open: each a WebSocket of its own whose script has run to its end."""
        with ExitStack() as held:
            for _ in range(number):
                _run(held.enter_context(connect(f"{self.address.replace('http', 'ws', 1)}/_stcore/stream", **SOCKET)))
            yield


SOCKET = {"subprotocols": ["streamlit"], "max_size": None, "ping_interval": None}


def _run(reader: ClientConnection) -> None:
    """Ask for the page as a browser does and take all that comes until it is complete."""
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    reader.send(asked.SerializeToString())
    while True:
        told = ForwardMsg.FromString(reader.recv(timeout=RUN_S))
        if told.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(f"the page failed: {told.delta.new_element.exception.message}")
        if told.WhichOneof("type") == "script_finished":
            return


@contextmanager
def serve(name: str) -> Iterator[Server]:
    """Our app (``ours``) or the peer of that name on a free port, until the block ends.

    Raises RuntimeError with what the server said where it ends at once or does not answer in time.
    """
    port = _free_port()
    script, environment = ("app.py", {}) if name == OURS else (str(PEERS / "serve.py"), {"PEER": f"{name}.py"})
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=said, stderr=said)
        try:
            address = f"http://localhost:{port}"
            if not _answers(f"{address}/_stcore/health", process):
                said.seek(0)
                raise RuntimeError(f"{name} does not answer on port {port}:\n{said.read().decode()}")
            yield Server(address, process)
        finally:
            _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str, process: "subprocess.Popen[bytes]") -> bool:
    until = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < until:
        try:
            with urlopen(address, timeout=2):
                return True
        except (URLError, OSError):
            time.sleep(0.2)
    return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
