"""``python -m kg.train COMMAND`` remakes or measures shipped models; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from kg.resources import data_dir


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kg.train", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ner = commands.add_parser("ner", help="fine-tune the encoder, from the last checkpoint in --out if there is one")
    ner.add_argument("--minutes", type=float, default=60.0, help="running time over which the learning rate falls")
    export = commands.add_parser("export", help="write the trained encoder as an int8 model")
    export.add_argument("--model", type=Path, default=data_dir() / "models" / "encoder.onnx")
    crf = commands.add_parser("crf", help="train the fast engine")
    crf.add_argument("--teacher", type=Path, help="an exported encoder that labels raw articles to learn from")
    crf.add_argument("--silver", type=int, default=1500, help="how many raw articles it labels")
    roles = commands.add_parser("roles", help="train the model of event roles")
    roles.add_argument("--gold", type=Path, action="append", required=True, help="folder with articles.jsonl and gold/")
    roles.add_argument("--corpora", type=Path, help="folder whose raw/ sentences.tsv and articles.tsv annotate")
    roles.add_argument("--out", type=Path, default=data_dir() / "models" / "roles.json.gz")
    places = commands.add_parser("places", help="count how names of places stand in raw news")
    places.add_argument("--corpora", type=Path, required=True, help="folder whose raw/ holds news as *.jsonl.xz")
    places.add_argument("--out", type=Path, default=data_dir() / "gazetteer" / "place_words.tsv")
    events = commands.add_parser("events", help="train the model of what is an event, and which tellings are of one")
    events.add_argument("--out", type=Path, default=data_dir() / "models" / "events.json.gz")
    assaults = commands.add_parser("assaults", help="train the model of which sentences report an assault")
    assaults.add_argument(
        "--sentences", type=Path, required=True, help="labelled sentences, as kg.evaluate.assault reads"
    )
    assaults.add_argument("--out", type=Path, default=data_dir() / "models" / "assaults.json.gz")
    fillers = commands.add_parser("fillers", help="train the model of who fills an event's roles in a whole article")
    fillers.add_argument("--out", type=Path, default=data_dir() / "models" / "fillers.json.gz")
    encoder = commands.add_parser("encoder", help="fine-tune the encoder to tell names and to read events, resumable")
    encoder.add_argument("--out", type=Path, required=True, help="folder of checkpoints and weights")
    encoder.add_argument("--from", dest="start", type=Path, help="weights that a training left; default: the shipped")
    encoder.add_argument("--frozen", type=int, default=0, help="lowest layers that learn nothing, to save time")
    encoder.add_argument("--epochs", type=float, default=7.0)
    encoder.add_argument("--threads", type=int, default=2)
    export_encoder = commands.add_parser("export-encoder", help="write it as an int8 model")
    export_encoder.add_argument("--weights", type=Path, required=True, help="encoder.pt, as encoder left it")
    export_encoder.add_argument("--models", type=Path, default=data_dir() / "models", help="folder")
    weighing = commands.add_parser("weighing", help="fit how much the encoder counts about events")
    weighing.add_argument("--out", type=Path, default=data_dir() / "models" / "weighing.json")
    evaluate = commands.add_parser("evaluate", help="measure both engines")
    for command in (events, fillers, encoder, weighing):
        command.add_argument(
            "--gold", type=Path, action="append", required=True, help="folder with articles.jsonl and gold/"
        )
        command.add_argument("--corpora", type=Path, required=True, help="folder whose raw/ holds what is annotated")
    for command in (ner, export, crf, evaluate):
        command.add_argument("--corpora", type=Path, required=True)
        command.add_argument("--gold", type=Path, required=True, help="folder with articles.jsonl and gold/")
        command.add_argument("--seed", type=int, default=13)
        command.add_argument("--threads", type=int, default=2)
    for command in (ner, export, crf):
        command.add_argument("--out", type=Path, required=True)
    return parser


def _ner(given: argparse.Namespace) -> None:
    from kg.train.ner import NerOptions, export_trained, train_ner  # torch takes seconds to import

    minutes = given.minutes if given.command == "ner" else 0.0
    options = NerOptions(given.corpora, given.gold, given.out, minutes=minutes, seed=given.seed, threads=given.threads)
    if given.command == "ner":
        train_ner(options)
    else:
        export_trained(options, given.model)


def _crf(given: argparse.Namespace) -> None:
    from kg.train.crf import CrfOptions, train_crf

    options = CrfOptions(
        given.corpora, given.gold, given.out, given.teacher, given.silver, seed=given.seed, threads=given.threads
    )
    train_crf(options)


def _roles(given: argparse.Namespace) -> None:
    from kg.extract.engine import fast
    from kg.train.roles import train_roles

    raw = given.corpora / "raw" if given.corpora else None
    sys.stdout.write(f"{train_roles(given.gold, raw, fast(), given.out)}\n")


def _places(given: argparse.Namespace) -> None:
    from kg.train.places import write_places

    sys.stdout.write(f"{write_places(given.corpora / 'raw', given.out)} names\n")


def _events(given: argparse.Namespace) -> None:
    from kg.extract.engine import fast
    from kg.train.events import train_events

    sys.stdout.write(f"{train_events(given.gold, given.corpora / 'raw', fast(), given.out)}\n")


def _assaults(given: argparse.Namespace) -> None:
    from kg.extract.engine import accurate
    from kg.train.assaults import train_assaults

    score = train_assaults(given.sentences, accurate(), given.out)
    sys.stdout.write(f"held out: {score.right} right, {score.found} found, {score.told} told, F1 {score.f1:.3f}\n")


def _fillers(given: argparse.Namespace) -> None:
    from kg.extract.engine import fast
    from kg.train.fillers import train_fillers

    sys.stdout.write(f"{train_fillers(given.gold, given.corpora / 'raw', fast(), given.out)}\n")


def _encoder(given: argparse.Namespace) -> None:
    from kg.train.reader import EncoderOptions, train_encoder

    options = EncoderOptions(
        given.corpora,
        given.gold,
        given.out,
        given.start,
        frozen=given.frozen,
        epochs=given.epochs,
        threads=given.threads,
    )
    sys.stdout.write(f"{train_encoder(options)}\n")


def _export_encoder(given: argparse.Namespace) -> None:
    from kg.train.reader import export_trained

    export_trained(given.weights, given.models)


def _weighing(given: argparse.Namespace) -> None:
    from kg.extract.engine import accurate, fast
    from kg.train.weighing import train_weighing

    counts = train_weighing(given.gold, given.corpora / "raw", fast(), accurate(), given.out)
    sys.stdout.write(f"{counts}\n")


def _evaluate(given: argparse.Namespace) -> None:
    from kg.train.evaluate import evaluate

    sys.stdout.write(evaluate(given.corpora, given.gold, given.threads))


_COMMANDS = {
    "ner": _ner,
    "export": _ner,
    "crf": _crf,
    "roles": _roles,
    "places": _places,
    "events": _events,
    "assaults": _assaults,
    "fillers": _fillers,
    "encoder": _encoder,
    "export-encoder": _export_encoder,
    "weighing": _weighing,
    "evaluate": _evaluate,
}


def main(argv: list[str] | None = None) -> int:
    """Do what the command line names; returns the exit code."""
    given = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    _COMMANDS[given.command](given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
