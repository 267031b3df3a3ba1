"""Scores the same rows from CSV, JSON Lines and Parquet files into all three, and reads the answers with pandas and pyarrow.

    python3 -m venv /tmp/parquet && /tmp/parquet/bin/pip install -r interop/parquet/requirements.txt
    /tmp/parquet/bin/python interop/parquet/check.py

Every answer has to have the same bits everywhere, and every input that goes along has to be the one that was written.
"""

import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROWS = 10_000
READ = {
    "csv": lambda file: pd.read_csv(file, float_precision="round_trip"),
    "jsonl": lambda file: pd.read_json(file, lines=True, precise_float=True),
    "parquet": pd.read_parquet,
}


def people():
    """Rows for examples/churn, with missing cells, and columns that the model does not read."""
    random = np.random.default_rng(7)
    rows = pd.DataFrame(
        {
            "plan": random.choice(["basic", "premium", "student"], ROWS),
            "tenure_months": random.integers(0, 72, ROWS).astype(float),
            "monthly_charge": random.normal(60, 25, ROWS),
            "support_calls": random.integers(0, 9, ROWS),
            "payment": random.choice(["card", "invoice", "transfer"], ROWS),
            "id": random.integers(2**60, 2**62, ROWS),
            "seen": pd.Timestamp("2024-02-29") + pd.to_timedelta(random.integers(0, 10**9, ROWS), unit="s"),
        }
    )
    rows.loc[::17, "tenure_months"] = None
    return rows


def write(rows, folder):
    for codec in ["none", "snappy", "gzip", "zstd", "lz4"]:
        packed = None if codec == "none" else codec
        rows.to_parquet(folder / f"{codec}.parquet", index=False, compression=packed, row_group_size=3000)


def score(model, file, form, output, *more):
    command = [ROOT / "scoreline", "batch", "--model", model, "--input", file, "--output", output]
    command += ["--output-format", form, "--progress", "none", *more]
    subprocess.run(list(map(str, command)), check=True, stderr=subprocess.PIPE)
    return output / f"predictions.{form}"


def diabetes(folder):
    """Ten numbers by position, in three forms, into three forms."""
    rows = pd.DataFrame(np.random.default_rng(3).normal(size=(ROWS, 10)), columns=[f"c{i}" for i in range(10)])
    rows.to_csv(folder / "ten.csv", index=False)
    (folder / "ten.jsonl").write_text("".join(f"{row}\n" for row in rows.values.tolist()))
    rows.to_parquet(folder / "ten.parquet", index=False)
    answers = []
    for given in READ:
        for form, read in READ.items():
            name = f"ten-{given}-{form}"
            file = score(ROOT / "examples/diabetes", folder / f"ten.{given}", form, folder / name)
            answers.append(read(file)["prediction"].to_numpy(dtype=np.float64))
            same = np.array_equal(answers[0].view(np.int64), answers[-1].view(np.int64))
            print(f"diabetes  {given:8} -> {form:8} {len(answers[-1])} answers, same bits: {same}")
            yield same


def churn(folder):
    """Text, missing cells and what goes along; answers that are text, and a column a class."""
    rows = people()
    folder.mkdir()
    write(rows, folder)
    first = {}
    for file in sorted(folder.glob("*.parquet")):
        for method in ["predict", "predict_proba"]:
            out = folder / f"{file.stem}-{method}"
            got = score(ROOT / "examples/churn", file, "parquet", out, "--keep-columns", "--method", method)
            frame = pq.read_table(got).to_pandas()
            answers = frame[[name for name in frame.columns if name.startswith("prediction")]]
            good = answers.equals(first.setdefault(method, answers)) and types(got, method) == TYPES[method]
            kept = all(frame[name].equals(rows[name]) for name in rows.columns if name not in ["seen", "support_calls"])
            kept &= pd.to_datetime(frame["seen"]).astype(rows["seen"].dtype).equals(rows["seen"])
            kept &= frame["support_calls"].equals(rows["support_calls"].astype(float))
            print(f"churn     {file.name:15} {method:13} answers: {good}, inputs as they were: {kept}")
            yield good and kept


TYPES = {"predict": [pa.string()], "predict_proba": [pa.float64(), pa.float64()]}


def types(file, method):
    schema = pq.read_schema(file)
    names = ["prediction"] if method == "predict" else ["prediction_0", "prediction_1"]
    return [schema.field(name).type for name in names]


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        results = [*diabetes(folder), *churn(folder / "churn")]
    sys.exit(0 if all(results) else "some values differ")


if __name__ == "__main__":
    main()
