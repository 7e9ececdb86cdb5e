"""Apache Spark: the same answers over a DataFrame of any size.

    from labelcheck.catalogue.adapters.spark import check_dataframe, tables_of
    answers = check_dataframe(spark.read.parquet("s3://shop/products"))
    for name, table in tables_of(answers).items():
        table.write.parquet(f"s3://shop/checked/{name}")

Each task checks in a guarded child process, so that a poisonous product costs itself and not the job; the child
loads rules and knowledge once and lives as long as Spark's Python worker, which Spark uses again. Own knowledge that the
driver uses travels with the job, from folders and packages alike. Pictures and PDF come as ``spark.read.format("binaryFile")`` gives them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

import pyarrow as pa

from labelcheck.catalogue.answers import ANSWER, PRODUCTS, SCHEMAS
from labelcheck.catalogue.columns import Columns
from labelcheck.catalogue.files import Refused, content_digest, files_digest, path_below
from labelcheck.catalogue.find_columns import find_columns
from labelcheck.catalogue.formats.folder import LABELS, label_files
from labelcheck.catalogue.guarded import check_guarded
from labelcheck.catalogue.lost import LostRows
from labelcheck.catalogue.product import Outcome, Product, fingerprint, to_batch
from labelcheck.catalogue.settings import Settings
from labelcheck.catalogue.workers import LIMIT_BYTES, LIMIT_SECONDS
from labelcheck.errors import InputError, UsageError
from labelcheck.knowledge.own import adopt, pack
from labelcheck.sources.limits import DEFAULT

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_ROW: Final = "labelcheck_row"
_FILES_PER_BATCH: Final = 16


def check_dataframe(
    df: DataFrame,
    settings: Settings | None = None,
    *,
    columns: Mapping[str, Sequence[str]] | None = None,
    seconds: float = LIMIT_SECONDS,
    limit_bytes: int = LIMIT_BYTES,
) -> DataFrame:
    """Return the answers to a DataFrame of products: one row for each row, of schema ``labelcheck.catalogue.ANSWER``.

    Args:
        df: products. Its columns are found by their names, as ``labelcheck catalogue`` finds them. Of a DataFrame of
            ``binaryFile``, each file is a product, whose id is its path.
        settings: for whom and by which rules. ``settings.root`` must be a folder that each executor sees.
        columns: which column is what, by field: ``{"text": ["Beskrivning"]}``.
        seconds: how long a product may take.
        limit_bytes: how much memory the child process of a task may hold.

    ``row`` numbers the rows within what Spark calls partitions and is unique, not dense.

    Raises:
        UsageError: no column holds anything to check.

    """
    from pyspark.sql.functions import monotonically_increasing_id

    settings = settings or Settings()
    if dict(df.dtypes).get("content") == "binary" and "path" in df.columns:
        named = _within_limit(df).withColumn(_ROW, monotonically_increasing_id())
        return _checked(named, partial(_file_products, settings=settings), settings, seconds, limit_bytes)
    found = find_columns(df.columns, columns or {})
    named = df.select(*(_quoted(c) for c in found.wanted)).withColumn(_ROW, monotonically_increasing_id())
    return _checked(named, partial(_products, columns=found, settings=settings), settings, seconds, limit_bytes)


def _checked(
    df: DataFrame, taken: Callable[..., pa.RecordBatch], settings: Settings, seconds: float, limit_bytes: int
) -> DataFrame:
    about, own = settings.digest(), pack()

    def check(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        adopt(own)
        products = (taken(b, about=about) for b in batches)
        yield from check_guarded(products, settings, seconds=seconds, limit_bytes=limit_bytes)

    return df.mapInArrow(check, spark_schema())


def _products(batch: pa.RecordBatch, *, columns: Columns, about: str, settings: Settings) -> pa.RecordBatch:
    rows = batch.to_pylist()
    numbers = [row.pop(_ROW) for row in rows]
    products = [columns.product(row) for row in rows]
    own = [settings.about(p) + files_digest(p.files, settings.root) for p in products]
    return to_batch(products, numbers, [fingerprint(p, about + o) for p, o in zip(products, own, strict=True)])


def _within_limit(df: DataFrame) -> DataFrame:
    """Return the files without the content of those that are too large, which Spark then does not read."""
    from pyspark.sql.functions import col, lit

    small = df.select("path", "content").where(col("length") <= DEFAULT.size)
    large = df.select("path", lit(None).cast("binary").alias("content")).where(col("length") > DEFAULT.size)
    return small.unionAll(large)


def _file_products(batch: pa.RecordBatch, *, about: str, settings: Settings) -> pa.RecordBatch:
    products, digests = [], []
    for path, content in zip(batch.column("path").to_pylist(), batch.column("content").to_pylist(), strict=True):
        product = _file_product(path, content, settings.root)
        digest = "" if product.content is None else content_digest(product.content, product.files[0])
        products.append(product)
        digests.append(fingerprint(product, about + settings.about(product) + digest))
    return to_batch(products, batch.column(_ROW).to_pylist(), digests)


def _file_product(uri: str, content: bytes | None, root: str | None) -> Product:
    """Return a file as a run on one machine takes it: below ``root`` it is called by its path from there."""
    path = unquote(uri.removeprefix("file://").removeprefix("file:")) if uri.startswith("file:") else uri
    name, detail = path, None
    outcome: Outcome | None = None
    if root is not None and Path(path).is_relative_to(root):
        name = Path(path).relative_to(root).as_posix()
        try:
            path_below(name, root)
        except Refused as error:
            outcome, detail = error.outcome, error.reason  # type: ignore[assignment]
    if content is None and outcome is None:
        outcome, detail = "too-large", f"{name}: more than {DEFAULT.size:,} bytes"
    place = PurePosixPath(name)
    return Product(
        name, place.stem, category=place.parent.name or None, files=(name,),
        outcome=outcome, detail=detail, content=None if outcome else content,
    )  # fmt: skip


def _cause(error: Exception) -> str:
    """Return the line that tells why a job stopped: the innermost cause, not the many around it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    return (causes or lines or [type(error).__name__])[-1 if causes else 0][:300]


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def spark_schema() -> Any:  # noqa: ANN401
    """Return ``labelcheck.catalogue.ANSWER`` as Spark writes it."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(ANSWER)


def tables_of(answers: DataFrame) -> dict[str, DataFrame]:
    """Return the four tables of answers: products, readings, findings, intakes. Cache the answers first: each is a job.

    In ``products``, each but the lowest row of an id that is given more than once has that row as ``duplicate_of``.
    """
    from pyspark.sql.functions import explode

    found = {"products": _with_duplicates(answers.select(*PRODUCTS.names))}
    for name, schema in SCHEMAS.items():
        if name == "products":
            continue
        flat = answers.select("row", "id", explode(name).alias("one"))
        found[name] = flat.select("row", "id", *(f"one.{n}" for n in schema.names if n not in ("row", "id")))
    return found


def _with_duplicates(products: DataFrame) -> DataFrame:
    from pyspark.sql.functions import col, count, when
    from pyspark.sql.functions import min as lowest

    seen = (
        products.where(col("id").isNotNull()).groupBy("id").agg(lowest("row").alias("first"), count("*").alias("times"))
    )
    joined = products.drop("duplicate_of").join(seen.where(col("times") > 1).drop("times"), "id", "left")
    marked = joined.withColumn("duplicate_of", when(col("first") < col("row"), col("first")))
    return marked.select(*PRODUCTS.names)


def read_input(spark: SparkSession, path: str, kind: str, delimiter: str = ",", encoding: str = "utf-8") -> DataFrame:
    """Return a catalogue as Spark reads it: Parquet, CSV with a header, JSONL, or a folder of labels.

    Raises:
        UsageError: another kind.

    """
    if kind == "parquet":
        return spark.read.parquet(path)
    if kind == "csv":
        return spark.read.csv(path, header=True, multiLine=True, escape='"', sep=delimiter, encoding=encoding)
    if kind == "jsonl":
        return spark.read.json(path)
    if kind == "folder":
        # a picture each, where text has thousands of rows to a batch
        spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", _FILES_PER_BATCH)
        files = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
        found = files.option("pathGlobFilter", _glob(LABELS)).load(path).select("path", "length", "content")
        # Spark leaves files without content out
        names = [name for name in label_files(Path(path)) if not (Path(path) / name).stat().st_size]
        empty = [(f"file:{quote(f'{path}/{name}')}", 0, bytearray()) for name in names]
        return found.unionAll(spark.createDataFrame(empty, found.schema)) if empty else found
    raise UsageError(f"Spark reads parquet, csv, jsonl and folders of labels, not {kind}")


def _glob(suffixes: Iterable[str]) -> str:
    """Return the pattern of files with these suffixes, in small letters or capitals.

    >>> _glob([".md"])
    '*.{[mM][dD]}'
    """
    either = ("".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in s[1:]) for s in sorted(suffixes))
    return f"*.{{{','.join(either)}}}"


def run_on_spark(  # noqa: PLR0913 - the options of a run, by name
    path: str,
    out: str,
    *,
    kind: str,
    master: str,
    settings: Settings,
    columns: Mapping[str, Sequence[str]],
    seconds: float = LIMIT_SECONDS,
    limit_bytes: int = LIMIT_BYTES,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> tuple[int, int]:
    """Check a catalogue on a cluster into the four tables below ``out``; return the numbers of products and of failures.

    ``path`` and ``out`` must be seen by each executor. The nested answers are kept below ``out`` as ``answers``.

    Raises:
        UsageError: the input's columns are not understood.
        InputError: the input cannot be read, or the output not written.
        LostRows: the numbers of rows in and of products out differ.

    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    # Spark would start the first "python3" it finds, which need not have labelcheck
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.master(master).appName("labelcheck").getOrCreate()
    try:
        df = read_input(spark, path, kind, delimiter, encoding)
        answers = check_dataframe(df, settings, columns=columns, seconds=seconds, limit_bytes=limit_bytes)
        nested = f"{out.rstrip('/')}/answers"
        # checked once, to disk: each of the four tables is a job of its own
        answers.write.mode("overwrite").parquet(nested)
        kept = spark.read.parquet(nested)
        for name, table in tables_of(kept).items():
            table.write.mode("overwrite").parquet(f"{out.rstrip('/')}/{name}")
        rows = len(label_files(Path(path))) if kind == "folder" else df.count()
        by_status = {r["status"]: r["count"] for r in kept.groupBy("status").count().collect()}
    except (PySparkException, Py4JError) as error:
        raise InputError(out, f"the job stopped: {_cause(error)}; the same command begins it anew") from error
    finally:
        spark.stop()
    count = sum(by_status.values())
    if rows != count:
        raise LostRows(f"{rows} rows in, {count} products out")
    return count, by_status.get("failed", 0)
