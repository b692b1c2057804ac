"""The bot as its own process, started as an operator starts it."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from .discord_server import LoopbackDiscord

REPOSITORY = Path(__file__).parents[2]
SECONDS = 30.0  # that a busy machine may take; nothing waits for so long otherwise


class BotProcess:
    """A running bot: what it has printed, and how it ends."""

    def __init__(self, process: asyncio.subprocess.Process, *, echo: bool = True) -> None:
        self.pid = process.pid
        self.stdout: list[str] = []
        self.stderr: list[str] = []
        self._process = process
        self._echo = echo
        self._news = asyncio.Event()

    async def read(self) -> None:
        """Collect what the process prints, until it has ended."""
        assert self._process.stdout
        assert self._process.stderr
        streams = {self._process.stdout: self.stdout, self._process.stderr: self.stderr}
        await asyncio.gather(*(self._read(stream, lines) for stream, lines in streams.items()))
        await self._process.wait()
        self._news.set()

    async def _read(self, stream: asyncio.StreamReader, lines: list[str]) -> None:
        async for line in stream:
            lines.append(line.decode().rstrip())
            if self._echo:  # a test that fails shows what the bot said
                print(lines[-1])
            self._news.set()

    async def wait_line(self, part: str, seconds: float = SECONDS, start: int = 0) -> str:
        """Return the first line of standard error from `start` on that has the part."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._process.returncode is None:
                    if found := self._lines_with(part, start):
                        return found[0]
                    self._news.clear()
                    await self._news.wait()
        raise AssertionError(f"no line with {part!r}; the last ones:\n{self.last_lines()}")

    def _lines_with(self, part: str, start: int) -> list[str]:
        return [line for line in self.stderr[start:] if part.lower() in line.lower()]

    async def exit_status(self, seconds: float = SECONDS) -> int:
        """Return the status that the process ends with; fail if it goes on."""
        try:
            async with asyncio.timeout(seconds):
                return await self._process.wait()
        except TimeoutError:
            raise AssertionError(f"still running; last lines:\n{self.last_lines()}") from None

    async def terminate(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal and return the exit status."""
        self._process.send_signal(number)
        return await self.exit_status()

    def last_lines(self, count: int = 20) -> str:
        """Return the end of what the process has printed."""
        return "\n".join([*self.stdout[-count:], *self.stderr[-count:]])


def settings(discord: LoopbackDiscord, data: object) -> dict[str, str]:
    """Return what a bot needs to run in a loopback Discord."""
    return {
        "DISCORD_TOKEN": discord.token,
        "VERBATIM_PROXY": discord.proxy.url,
        "VERBATIM_CORPUS": str(REPOSITORY / "corpus"),
        "VERBATIM_DATA": str(data),
        "VERBATIM_USER_COOLDOWN": "1000/1",
        "VERBATIM_SERVER_COOLDOWN": "1000/1",
        "SSL_CERT_FILE": str(discord.certificates.ca_file),
    }


@contextlib.asynccontextmanager
async def bot_process(
    folder: Path, settings: Mapping[str, str], *arguments: str, echo: bool = True
) -> AsyncIterator[BotProcess]:
    """Run the bot in `folder` with these settings only; kill it at the end whatever happens."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", *arguments),
        cwd=folder,
        env={**environment, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1", **settings},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    bot = BotProcess(process, echo=echo)
    reading = asyncio.create_task(bot.read())
    try:
        yield bot
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await reading
