"""The processes that answer queries: a few, each opened once, and ended when a query meets a limit.

Oxigraph has neither a time limit nor a way to cancel, and out of memory it aborts its process. So the server itself
never runs a query; whatever one does, the others are served meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from kg.errors import StoreError
from kg.serve.limits import Limits
from kg.serve.messages import FRAME, Outcome, Question, Reply

__all__ = ["Pool"]


class Pool:
    """Answers questions with at most `limits.workers` processes at once; they are made when they are needed."""

    def __init__(self, store: Path, limits: Limits, queries: tuple[Path, ...] = ()) -> None:
        self.store, self.limits, self.queries = store, limits, queries
        self._idle: list[Process] = []
        self._turn = asyncio.Semaphore(limits.workers)
        self._waiting = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The pool at work. Raises `StoreError` if the store can't be opened."""
        self._idle.append(await self._started())
        try:
            yield
        finally:
            for worker in self._idle:
                await _end(worker)

    async def probe(self) -> None:
        """Open the store once, as each query will find it. Raises `StoreError` if that can't be done."""
        await _end(await self._started())

    async def ask(self, question: Question) -> Reply:
        """What became of a question. If the caller is cancelled, its query is ended."""
        if self._turn.locked() and self._waiting >= self.limits.waiting:
            return Reply(Outcome.BUSY, f"{self._waiting} queries wait already; try again later")
        self._waiting += 1
        try:
            await asyncio.wait_for(self._turn.acquire(), self.limits.seconds)
        except TimeoutError:
            return Reply(Outcome.BUSY, f"no turn within {self.limits.seconds:g} s; try again later")
        finally:
            self._waiting -= 1
        try:
            return await self._asked(question)
        finally:
            self._turn.release()

    async def _asked(self, question: Question) -> Reply:
        try:
            worker = await self._ready()
        except StoreError as error:
            return Reply(Outcome.FAILED, str(error))
        kept = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                reply = await _exchange(worker, question)
            kept = True
            return reply
        except TimeoutError:
            return Reply(
                Outcome.LIMITED,
                f"the query was ended after {self.limits.seconds:g} s; LIMIT or a narrower pattern may help",
            )
        except (asyncio.IncompleteReadError, ConnectionError):
            return Reply(
                Outcome.LIMITED,
                f"the query needed more than {self.limits.memory_mb} MB of memory and was ended; LIMIT may help",
            )
        finally:
            if kept:
                self._idle.append(worker)
            else:
                await _end(worker)

    async def _ready(self) -> Process:
        while self._idle:
            worker = self._idle.pop()
            if worker.returncode is None:  # else the system has ended it
                return worker
        return await self._started()

    async def _started(self) -> Process:
        limits = self.limits
        options = [
            *("--memory", str(limits.memory_mb), "--answer", str(limits.answer_mb), "--seconds", str(limits.seconds)),
            *(["--federated"] if limits.federated else []),
            *(word for folder in self.queries for word in ("--queries", str(folder))),
        ]
        module = [sys.executable, "-m", "kg.serve.worker"]
        worker = await asyncio.create_subprocess_exec(*module, str(self.store), *options, stdin=PIPE, stdout=PIPE)
        try:
            greeting = await _reply(worker)
        except (asyncio.IncompleteReadError, asyncio.CancelledError) as error:
            await _end(worker)
            if isinstance(error, asyncio.CancelledError):
                raise
            raise StoreError(
                f"{self.store}: the process that opens the store was ended before it was ready; {limits.memory_mb} MB "
                "of address space may be too little for it: give a larger --memory (default: 2048)"
            ) from error
        if greeting.outcome is not Outcome.ANSWERED:
            await _end(worker)
            raise StoreError(greeting.detail)
        return worker


async def _exchange(worker: Process, question: Question) -> Reply:
    assert worker.stdin is not None  # noqa: S101 - it was made with a pipe
    worker.stdin.write(question.packed())
    await worker.stdin.drain()
    return await _reply(worker)


async def _reply(worker: Process) -> Reply:
    assert worker.stdout is not None  # noqa: S101 - it was made with a pipe
    head, body = FRAME.unpack(await worker.stdout.readexactly(FRAME.size))
    return Reply.unpacked(await worker.stdout.readexactly(head), await worker.stdout.readexactly(body))


async def _end(worker: Process) -> None:
    if worker.returncode is None:
        with suppress(ProcessLookupError):
            # Not worker.kill(): it would reap a process that has ended, behind the back of who waits for that.
            os.kill(worker.pid, signal.SIGKILL)
    await worker.wait()
