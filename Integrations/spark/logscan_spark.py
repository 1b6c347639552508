#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run logscan on a Spark cluster: logs or stored mail in, one result out.

    spark-submit --files /usr/bin/logscan logscan_spark.py logs \\
        -o report.json -o report.html hdfs://namenode/mail-logs/2026/11
    spark-submit --files /usr/bin/logscan logscan_spark.py mail \\
        -o mail.json /net/archive

Each task runs the logscan program on some of the files and returns a partial result; partial results
are merged in rounds on the executors, the last of them on the driver, which writes the results. A partial
result depends on its files alone, so that what a lost executor has done is done again and counts once.

A path without a scheme, or with file:, is read where it is and must be reachable by that path on every
executor. Any other path is read by Spark through Hadoop's file systems (hdfs:, s3a:, abfs:, gs:); hadoop:
before a path with file: makes Spark read that one as well.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit

from pyspark import SparkConf, SparkContext, SparkFiles

# Partial results that one task merges.
FAN_IN = 32
# Files of one task, so that a million small files are not one task.
MOST_FILES = 5_000
# What could not be read, at most so many lines of it in the result of a job.
MOST_PROBLEMS = 1_000
# Exit statuses with which a partial result has been written: all read, some not read, nothing recognised.
WRITTEN = {0, 3, 4}


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n")[0],
        epilog="What follows '--' goes to logscan as it is, such as '-- --tz Europe/Berlin'.",
    )
    parser.add_argument("kind", choices=["logs", "mail"])
    parser.add_argument("paths", nargs="+", metavar="path", help="files, directories, or URLs")
    parser.add_argument(
        "-o", "--output", action="append", required=True, metavar="file",
        help="a result on the driver, in the format of its suffix; '.partial' is a partial result",
    )
    parser.add_argument(
        "--program", default="logscan",
        help="the name that it was shipped by (--files), or its path on the executors",
    )
    parser.add_argument(
        "--task-megabytes", type=int, default=256, metavar="n", help="input of a task (256)"
    )
    own = sys.argv[1:]
    passed = []
    if "--" in own:
        passed = own[own.index("--") + 1:]
        own = own[: own.index("--")]
    options = parser.parse_args(own)
    options.passed = passed
    return options


class Program:
    """The logscan program, as a driver and its executors call it."""

    MAPPERS = {"logs": ["report"], "mail": ["mime", "measure"]}

    def __init__(self, name, kind, passed):
        self.name = name
        self.mapper = self.MAPPERS[kind]
        self.kind = kind
        self.passed = passed

    def path(self):
        """Where it is on this machine."""
        shipped = SparkFiles.get(self.name)
        if os.path.isfile(shipped):
            if os.access(shipped, os.X_OK):
                return shipped
            runnable = shipped + ".run"
            if not os.path.exists(runnable):
                own = f"{runnable}.{os.getpid()}"
                shutil.copy(shipped, own)
                os.chmod(own, 0o755)
                os.rename(own, runnable)
            return runnable
        found = shutil.which(self.name)
        if not found:
            raise FileNotFoundError(
                f"no program '{self.name}' on this machine: ship it with --files, or install it and name its path"
            )
        return found

    def run(self, arguments, folder, written=WRITTEN):
        """Runs it; what it says on standard error, line by line."""
        return self.output(arguments, folder, written)[1]

    def output(self, arguments, folder, written=WRITTEN):
        """Runs it; its standard output, and what it says on standard error."""
        call = [self.path(), *arguments]
        done = subprocess.run(call, cwd=folder, capture_output=True, check=False)
        said = done.stderr.decode("utf-8", "replace").splitlines()
        if done.returncode not in written:
            ended = f"status {done.returncode}" if done.returncode >= 0 else f"signal {-done.returncode}"
            raise RuntimeError(f"{' '.join(call[:4])} … ended with {ended}: {' '.join(said[-5:])}")
        return done.stdout, said

    def partial(self, paths, folder):
        """The partial result of these files, and what is to be said of them."""
        names = os.path.join(folder, "names")
        result = os.path.join(folder, "partial")
        with open(names, "wb") as file:
            file.write(b"".join(os.fsencode(path) + b"\0" for path in paths))
        said = self.run(
            [*self.mapper, *self.passed, "-q", "-v", "--jobs", "1",
             "--files-from", names, "--partial-out", result],
            folder,
        )
        return read(result), [line for line in said if ": " in line]

    def merged(self, parts, folder):
        """One partial result of several."""
        result = os.path.join(folder, "merged")
        self.run(["merge", "-q", "--partial-out", result, *stored(parts, folder)], folder)
        return read(result)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def stored(parts, folder):
    """The names of files in the folder that hold these octets."""
    names = []
    for number, part in enumerate(parts):
        names.append(f"part-{number:05}")
        with open(os.path.join(folder, names[-1]), "wb") as file:
            file.write(part)
    return names


class Part:
    """What some of the input gave."""

    def __init__(self, octets, problems):
        self.octets = octets
        self.problems = problems[:MOST_PROBLEMS]


def map_files(program, paths):
    """Reads files where they are."""
    with tempfile.TemporaryDirectory(prefix="logscan-") as folder:
        return Part(*program.partial([os.path.abspath(path) for path in paths], folder))


def map_contents(program, files):
    """Reads the contents of files that Spark has fetched, which lie under their names for that time."""
    with tempfile.TemporaryDirectory(prefix="logscan-") as folder:
        paths = []
        for url, content in files:
            parts = urlsplit(url)
            name = os.path.normpath(f"{parts.netloc}/{parts.path}".lstrip("/"))
            place = os.path.join(folder, "input", name)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(content)
            paths.append(os.path.join("input", name))
        return [Part(*program.partial(sorted(paths), folder))] if paths else []


def merge_parts(program, parts):
    parts = list(parts)
    problems = [problem for part in parts for problem in part.problems]
    if len(parts) == 1:
        return parts[0]
    with tempfile.TemporaryDirectory(prefix="logscan-") as folder:
        return Part(program.merged([part.octets for part in parts], folder), problems)


def tasks(files, octets):
    """Groups of consecutive files, of about so many octets each."""
    group, size = [], 0
    for path, count in files:
        if group and (size + count > octets or len(group) >= MOST_FILES):
            yield group
            group, size = [], 0
        group.append(path)
        size += count
    if group:
        yield group


def planned(program, paths, folder):
    """The files that one run over these paths reads with their sizes, and the partial result of what it does not read."""
    rest = os.path.join(folder, "rest")
    kind = ["--mail"] if program.kind == "mail" else []
    listing, said = program.output(
        ["inputs", *kind, "-q", "--format", "ndjson", "--partial-out", rest, *paths], folder
    )
    rows = [json.loads(line) for line in listing.splitlines()]
    return [(row["path"], row["octets"]) for row in rows], Part(read(rest), said)


def is_local(path):
    return urlsplit(path).scheme in ("", "file") or path.startswith("/")


def local_path(path):
    return os.path.abspath(path[len("file://"):] if path.startswith("file://") else path)


def mapped(context, program, options):
    """The parts of all input, as one data set for each kind of path."""
    sets = []
    local = [local_path(path) for path in options.paths if is_local(path)]
    remote = [path.removeprefix("hadoop:") for path in options.paths if not is_local(path)]
    octets = options.task_megabytes << 20
    if local:
        with tempfile.TemporaryDirectory(prefix="logscan-") as folder:
            files, rest = planned(program, local, folder)
        groups = list(tasks(files, octets))
        sets.append(context.parallelize([rest], 1))
        if groups:
            sets.append(
                context.parallelize(groups, len(groups)).map(lambda paths: map_files(program, paths))
            )
    if remote:
        context._jsc.hadoopConfiguration().set("mapreduce.input.fileinputformat.input.dir.recursive", "true")
        contents = context.binaryFiles(",".join(remote))
        sets.append(contents.mapPartitions(lambda files: map_contents(program, files)))
    return context.union(sets)


def rounds(parts, program):
    """Merges until few are left; which part goes where does not matter to the result."""
    count = parts.getNumPartitions()
    while count > FAN_IN:
        fewer = (count + FAN_IN - 1) // FAN_IN
        parts = (
            parts.mapPartitionsWithIndex(lambda index, some, n=fewer: ((index % n, part) for part in some))
            .groupByKey(fewer, lambda key: key)
            .map(lambda pair: merge_parts(program, pair[1]))
        )
        count = fewer
    return parts


def main():
    options = arguments()
    configuration = SparkConf().setIfMissing("spark.app.name", f"logscan {options.kind}")
    context = SparkContext.getOrCreate(configuration)
    program = Program(options.program, options.kind, options.passed)
    last = merge_parts(program, rounds(mapped(context, program, options), program).collect())
    for problem in sorted(set(last.problems)):
        print(problem, file=sys.stderr)
    outputs = [word for path in options.output if not path.endswith(".partial") for word in ("-o", os.path.abspath(path))]
    for path in options.output:
        if path.endswith(".partial"):
            outputs += ["--partial-out", os.path.abspath(path)]
    with tempfile.TemporaryDirectory(prefix="logscan-") as folder:
        program.run(["merge", "-q", *outputs, *stored([last.octets], folder)], folder)
    context.stop()
    return 3 if last.problems else 0


if __name__ == "__main__":
    sys.exit(main())
