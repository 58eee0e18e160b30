"""An engine of a few lines, installed as a package would install one, so that other processes find it too."""

from __future__ import annotations

from pathlib import Path

import pytest

ENGINE = '''
"""Finds one city in each article. An article may tell it what to do instead."""

import os
import signal

from kg.model import Entity, Extraction, Mention


class Obedient:
    by = "obedient/1"

    def extract(self, document):
        text = document.article.text
        if "die" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "fail" in text:
            raise ZeroDivisionError("told to")
        word = text.split()[0]
        mention = Mention(0, len(word), self.by)
        return Extraction(document, (Entity("e1", "City", word, (), (mention,)),))
'''


@pytest.fixture
def obedient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The engine's name."""
    folder = tmp_path / "installed"
    about = folder / "obedient-1.dist-info"
    about.mkdir(parents=True)
    (folder / "obedient_engine.py").write_text(ENGINE)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: obedient\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[khabar.extractor]\nobedient = obedient_engine:Obedient\n")
    monkeypatch.syspath_prepend(str(folder))
    return "obedient"
