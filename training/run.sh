#!/bin/sh
# From the base encoder and the corpora to one model file: training/run.sh RUN_FOLDER [options of training.train]
# Needs DATELINE_DATA. Stop it at any time; started again with the same folder it goes on from the last checkpoint.
# One long run, two short ones from its end with other seeds and shares of data, and the mean of the three.
set -e
run=$1
shift
cd "$(dirname "$0")/.."
python -m training.train --run "$run/first" --decay 2800:3560 "$@"
branch() {
    name=$1 decay=$2
    shift 2
    python -m training.train --run "$run/$name" --start "$run/first/state.pt" --warm 40 --rate 2.5e-4 --head-rate 1e-3 --decay "$decay" "$@"
}
branch second 200:1000 "$@" --seed 1 --weights "GUM=1.5,GUM-NC=1.5,EWT=1.5,PolNeAR=1,Re-DocRED=0.5,WikiNEuRal-en=0,WNUT17=0.2,Factuality-uds-ih2=0.35,Factuality-uw=2,Factuality-megaveridicality2=0.4,PLOVER=2"
branch third 150:700 "$@" --seed 7 --weights "GUM=1.5,GUM-NC=1.5,EWT=1.2,PolNeAR=1.5,Worldwide-newswire=1.3,Re-DocRED=0.5,WikiNEuRal-en=0,WNUT17=0.2,Factuality-uds-ih2=0.25,Factuality-uw=2,Factuality-megaveridicality2=0.3,PLOVER=1.5"
python -m training.mean --out "$run/mean.pt" "$run/first/state.pt:0.3" "$run/second/state.pt:0.35" "$run/third/state.pt:0.35"
python -m training.export --model "$run/mean.pt" --out "$run/dateline.onnx"
python -m training.evaluate --model "$run/dateline.onnx" --attributions "$run/attributions.jsonl" | tee "$run/dev.txt"
