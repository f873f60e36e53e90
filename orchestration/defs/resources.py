"""Resources: where the ledger lies, how its warehouse is opened, how its extractor is loaded.

No asset reads the environment or opens a file that is not reached from here.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from dagster import ConfigurableResource, DagsterInstance, InitResourceContext

from orchestration.engines.batches import Engine, Extractor
from orchestration.engines.local import Local
from orchestration.home import CACHE_DIR, REFERENCE_DIR, Home, Lake, Settings
from orchestration.ingestion.deliveries import Limits
from orchestration.locks import hold, is_free
from orchestration.warehouse import Warehouse, lock_of, open_warehouse

# Whatever opens warehouse.duckdb, dbt and checks included, takes its turn in this pool.
WRITER_POOL = "duckdb_writer"
# A second process loads a language model of its own, for seconds: what fewer articles would not win back.
FEW = 60


class LedgerResource(ConfigurableResource):
    """One ledger: its inbox and its home. A run holds the home from its first step to its last."""

    home: str
    inbox: str
    max_file_bytes: int
    max_text_chars: int
    max_archive_bytes: int
    max_records: int
    max_seconds: float
    read_again: int
    workers: int
    ray_address: str = ""
    ray_files: str = ""
    lake_catalogue: str = ""
    lake_files: str = ""

    @classmethod
    def from_settings(cls, settings: Settings) -> "LedgerResource":
        """The ledger that the settings name."""
        return cls(
            home=str(settings.home.root),
            inbox=str(settings.inbox),
            max_file_bytes=settings.limits.file_bytes,
            max_text_chars=settings.limits.text_chars,
            max_archive_bytes=settings.limits.archive_bytes,
            max_records=settings.limits.records,
            max_seconds=settings.limits.seconds,
            read_again=settings.read_again,
            workers=settings.workers,
            ray_address=settings.ray.address if settings.ray else "",
            ray_files=str(settings.ray.files) if settings.ray else "",
            lake_catalogue=settings.lake.catalogue if settings.lake else "",
            lake_files=settings.lake.files if settings.lake else "",
        )

    @contextmanager
    def yield_for_execution(self, context: InitResourceContext) -> Iterator["LedgerResource"]:
        """Runs take turns, whoever started them; a sensor that only looks does not wait."""
        if context.run is None:
            yield self
            return

        def say(what: str) -> None:
            if context.log:
                context.log.info(what)

        if not is_free(self.layout.run_lock):
            say("Waits for the run that is going on in this home")
        with ExitStack() as held:
            held.enter_context(hold(self.layout.run_lock))
            if self.lake:
                from orchestration.lake import turn

                held.enter_context(turn(self.lake, lambda: say("Waits for the run of another machine")))
            if context.instance:
                free_pool(context.instance, self.layout, context.run.run_id)
            yield self

    @property
    def layout(self) -> Home:
        """Where things lie in the home."""
        return Home(Path(self.home))

    def engine(self, articles: int) -> Engine:
        """What reads so many articles."""
        if articles <= FEW:
            return Local(1)
        if self.ray_address:
            from orchestration.engines.on_ray import OnRay

            return OnRay(self.ray_address, Path(self.ray_files))
        return Local(self.workers)

    @property
    def lake(self) -> Lake | None:
        """The warehouse that several machines share; None if it is a file of the home."""
        return Lake(self.lake_catalogue, self.lake_files) if self.lake_catalogue else None

    @property
    def inbox_path(self) -> Path:
        """The folder of reports."""
        return Path(self.inbox)

    @property
    def limits(self) -> Limits:
        """How much a delivery may take."""
        return Limits(
            file_bytes=self.max_file_bytes,
            text_chars=self.max_text_chars,
            archive_bytes=self.max_archive_bytes,
            records=self.max_records,
            seconds=self.max_seconds,
        )

    def warehouse(self) -> AbstractContextManager[Warehouse]:
        """The warehouse, open for as long as the `with` block runs."""
        return open_warehouse(self.layout.warehouse, self.lake)


def free_pool(instance: DagsterInstance, home: Home, run_id: str | None = None) -> None:
    """Gives back the places in the pool that killed runs left taken, those of `run_id` apart.

    Called with the home's run lock held: no other process can be in a step.
    """
    if not is_free(lock_of(home.warehouse)):
        return
    storage = instance.event_log_storage
    for holder in storage.get_concurrency_info(WRITER_POOL).active_run_ids - {run_id}:
        storage.free_concurrency_slots_for_run(holder)


class ExtractorResource(ConfigurableResource):
    """The extractor with the reference data of this checkout. Tests put a small one in its place."""

    reference_dir: str = str(REFERENCE_DIR)
    cache_dir: str = str(CACHE_DIR)
    seconds_per_article: float = Limits().seconds

    def version(self) -> str:
        """Changes whenever the extractor might read an article differently."""
        from orchestration.reference import extractor_version

        return extractor_version(Path(self.reference_dir))

    def loader(self) -> Callable[[], Extractor]:
        """Opens the extractor. Its process loads a language model with the first article: that takes seconds."""
        from orchestration.reference.isolated import Loader

        return Loader(
            Path(self.reference_dir), Path(self.cache_dir), self.seconds_per_article, self.version()
        )
