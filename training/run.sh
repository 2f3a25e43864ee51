#!/bin/sh
# From the base encoder and the corpora to one model file: training/run.sh RUN_FOLDER [options of training.train]
# Needs DATELINE_DATA. Stop it at any time; started again with the same folder it goes on from the last checkpoint.
set -e
run=$1
shift
cd "$(dirname "$0")/.."
python -m training.train --run "$run" --decay 2800:3560 "$@"
python -m training.export --model "$run/state.pt" --out "$run/dateline.onnx"
python -m training.evaluate --model "$run/dateline.onnx" --attributions "$run/attributions.jsonl" | tee "$run/dev.txt"
