"""Measures `scoreline batch` beside reading the file alone and beside pandas with scikit-learn doing the same work.

    python -m venv .venv && .venv/bin/pip install -r benchmarks/batch/requirements.txt
    mvn -B -q -Dquick package
    .venv/bin/python benchmarks/batch/table.py --command "java -Xmx256m -jar server/target/scoreline.jar"

Prints Markdown. Each step is a process of its own, so that its CPU time and largest resident memory are its own; the median of
the rounds counts. The forest is made here: 100 trees, on scikit-learn's diabetes data, which the ridge regression is of too.
"""

import argparse
import multiprocessing
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
RIDGE = ROOT / "examples/diabetes/sklearn_regression_model.pkl"


def make_rows(path, count):
    import numpy

    values = numpy.random.default_rng(3).normal(0, 0.05, (count, 10))
    with open(path, "w") as file:
        file.write(",".join(f"x{i}" for i in range(10)) + "\n")
        for row in values.tolist():
            file.write(",".join(map(repr, row)) + "\n")


def make_forest(path):
    import pickle

    from sklearn.datasets import load_diabetes
    from sklearn.ensemble import RandomForestRegressor

    x, y = load_diabetes(return_X_y=True)
    forest = RandomForestRegressor(n_estimators=100, random_state=0, n_jobs=-1).fit(x, y)
    path.parent.mkdir()
    path.write_bytes(pickle.dumps(forest))


def reference(model, rows, output):
    """What pandas and scikit-learn do in a process of their own; prints the seconds of its three parts."""
    import joblib
    import pandas

    times = [time.perf_counter()]
    table = pandas.read_csv(rows, float_precision="round_trip")
    times.append(time.perf_counter())
    predictions = joblib.load(model).predict(table.to_numpy())
    times.append(time.perf_counter())
    pandas.DataFrame({"row": range(len(table)), "prediction": predictions}).to_csv(output, index=False)
    times.append(time.perf_counter())
    print(" ".join(f"{b - a:.1f}" for a, b in zip(times, times[1:])))


def largest_difference(ours, theirs):
    import numpy
    import pandas

    a, b = (pandas.read_csv(f, float_precision="round_trip")["prediction"].to_numpy() for f in (ours, theirs))
    assert a.shape == b.shape
    return float(numpy.max(numpy.abs(a - b) / numpy.abs(b)))


def measured(command):
    """Wall seconds, CPU seconds, largest resident megabytes and the output of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{command} ended with {process.returncode}"
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def line(what, count, rounds):
    wall, cpu, resident = (statistics.median(r[i] for r in rounds) for i in range(3))
    spread = f"{min(r[0] for r in rounds):.1f} to {max(r[0] for r in rounds):.1f}"
    print(f"| {count:,} | {what} | {wall:.1f} ({spread}) | {cpu:.1f} | {count / wall:,.0f} | {resident:.0f} |", flush=True)


def compare(name, model, rows, count, options, folder):
    """A round of ours and one of theirs in turn, so that a busy moment of the machine meets both."""
    ours, theirs, parts = [], [], ""
    for _ in range(options.rounds):
        out = folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        batch = ["batch", f"--model={model.parent}", f"--input={rows}", f"--output={out}", "--progress=none"]
        ours.append(measured(shlex.split(options.command) + batch))
        theirs.append(measured([sys.executable, __file__, "--reference", model, rows, folder / "theirs.csv"]))
        parts = theirs[-1][3].strip().replace(" ", ", ")
    line(f"{name}: `scoreline batch`", count, ours)
    line(f"{name}: pandas and scikit-learn (read, predict, write: {parts})", count, theirs)
    return out / "predictions.csv", folder / "theirs.csv"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", default="java -Xmx256m -jar server/target/scoreline.jar")
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reference", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.reference:
        reference(*options.reference)
        return
    # A child's largest resident memory begins with that of its parent: the libraries stay out of this process.
    with tempfile.TemporaryDirectory() as name, multiprocessing.get_context("spawn").Pool(1) as aside:
        folder = pathlib.Path(name)
        forest = folder / "forest/forest.pkl"
        aside.apply(make_forest, [forest])
        print("| rows | what | wall seconds | CPU seconds | rows a second | resident MB |\n|---|---|---|---|---|---|")
        for count in options.rows:
            rows = folder / f"rows{count}.csv"
            aside.apply(make_rows, [rows, count])
            line("the file alone: `wc -l`", count, [measured(["wc", "-l", rows]) for _ in range(options.rounds)])
            for title, model in (("forest", forest), ("ridge", RIDGE)):
                results = compare(title, model, rows, count, options, folder)
                print(f"{title}: largest relative difference {aside.apply(largest_difference, results):.1e}", file=sys.stderr)
        print(f"load average {os.getloadavg()}", file=sys.stderr)


if __name__ == "__main__":
    main()
