"""Metrics for Prometheus: the only import of prometheus_client.

Names follow https://prometheus.io/docs/practices/naming/. No label identifies a server or a member.
"""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import discord
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot import __version__
from bot.core.reader import ReaderUse
from bot.discord_app.question_events import Outcome, QuestionEvent, Way

if TYPE_CHECKING:
    from bot.discord_app.client import Verbatim

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)  # seconds


class Metrics(logging.Handler):
    """The metrics of one bot. As a handler of the log it counts errors."""

    def __init__(self, bot: "Verbatim") -> None:
        super().__init__(logging.ERROR)
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Info("verbatim", "The versions that run", registry=registry).info(
            {"version": __version__, "discord_py": discord.__version__}
        )
        names = ("way", "outcome")
        self._questions = Counter("verbatim_questions", "Questions", names, registry=registry)
        for way in Way:
            for outcome in Outcome:
                self._questions.labels(way, outcome)  # so that it is 0 and not absent at first
        self._seconds = Histogram(
            "verbatim_answer_seconds",
            "Time to find an answer",
            buckets=_BUCKETS,
            registry=registry,
        )
        self._readings = Counter(
            "verbatim_reader_questions",
            "Questions by use of the reader",
            ["use"],
            registry=registry,
        )
        for use in ReaderUse:
            self._readings.labels(use)
        self._errors = Counter("verbatim_errors", "Errors in the log", registry=registry)
        _add_counts(bot, registry)
        registry.register(_Shards(bot))
        registry.register(_Tasks(bot))
        registry.register(_Work(bot))
        bot.question_listeners.append(self.count_question)

    def count_question(self, event: QuestionEvent) -> None:
        """Count a question."""
        self._questions.labels(event.way, event.outcome).inc()
        self._readings.labels(event.reader).inc()
        self._seconds.observe(event.milliseconds / 1000)

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - logging's interface
        """Count an error."""
        self._errors.inc()

    def text(self) -> bytes:
        """Return everything in the text format that Prometheus reads."""
        return generate_latest(self._registry)


def _add_counts(bot: "Verbatim", registry: CollectorRegistry) -> None:
    """Count the servers of this process and the shared articles whenever Prometheus asks."""
    for name, help_text, count in (
        ("servers", "Servers of this process", lambda: len(bot.guilds)),
        ("articles", "Articles", lambda: len(bot.library.shared.articles)),
        ("sentences", "Sentences", lambda: sum(map(len, bot.library.shared.sentences))),
        ("damaged_rows", "Damaged rows read", lambda: bot.store.database.damage.count),
    ):
        Gauge(f"verbatim_{name}", help_text, registry=registry).set_function(count)


class _Shards(Collector):
    """The connection of each shard, read when Prometheus asks."""

    def __init__(self, bot: "Verbatim") -> None:
        self._bot = bot

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("verbatim_shard_up", "Is it connected?", labels=["shard"])
        latency = GaugeMetricFamily(
            "verbatim_shard_latency_seconds", "Heartbeat to answer", labels=["shard"]
        )
        for shard in self._bot.shards.values():
            up.add_metric([str(shard.id)], not shard.is_closed())
            latency.add_metric([str(shard.id)], shard.latency)
        yield from (up, latency)


class _Tasks(Collector):
    """How the periodic tasks fare, read when Prometheus asks."""

    def __init__(self, bot: "Verbatim") -> None:
        self._bot = bot

    def collect(self) -> Iterator[GaugeMetricFamily]:
        last_success = GaugeMetricFamily(
            "verbatim_task_last_success_timestamp_seconds",
            "When a periodic task last succeeded",
            labels=["task"],
        )
        failures = GaugeMetricFamily(
            "verbatim_task_failures",
            "Failures of a periodic task since it last succeeded",
            labels=["task"],
        )
        for name, status in self._bot.tasks.statuses.items():
            last_success.add_metric([name], status.last_success or 0)
            failures.add_metric([name], status.failures)
        yield from (last_success, failures)


class _Work(Collector):
    """The queue of slow work and what is being answered, read when Prometheus asks."""

    def __init__(self, bot: "Verbatim") -> None:
        self._work, self._in_flight = bot.work, bot.in_flight

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "verbatim_work_waiting", "Jobs that have not started", value=self._work.waiting
        )
        yield CounterMetricFamily(
            "verbatim_work_refused", "Jobs refused because too much waited", self._work.refused
        )
        yield CounterMetricFamily(
            "verbatim_work_overdue", "Jobs that took too long", self._work.overdue
        )
        yield GaugeMetricFamily(
            "verbatim_in_flight", "Questions being answered", value=self._in_flight.count
        )
        yield CounterMetricFamily(
            "verbatim_in_flight_refused",
            "Questions refused because too many were being answered",
            self._in_flight.refused,
        )
