"""Where templates, phrases and settings are: an office's own pack first, then what drafter ships.

A pack is a folder with the same three folders inside: ``templates/zh``, ``phrasebank``, ``configs``. What it holds replaces
the shipped file of the same name, or is laid over it (`LAYERED`); what it lacks is taken from drafter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.core.errors import InputError

__all__ = ["FOLDERS", "Packs"]

FOLDERS = ("templates", "phrasebank", "configs")
"""What a pack can hold."""
LAYERED = ("configs/*.yaml", "phrasebank/阈值.yaml")
"""Settings files of which a pack holds only what differs. A 文种, a form, a template, the style sheet are one thing each."""
WHOLE = frozenset({"configs/styles.yaml"})
_HERE = Path(__file__).resolve().parent


def _shipped() -> Path:
    """The data folders: inside the installed package, or beside it in a checkout."""
    inside = _HERE / "_data"
    return inside if inside.is_dir() else _HERE.parent


@dataclass(frozen=True, slots=True)
class Packs:
    """The folders that are searched, the office's own first."""

    folders: tuple[Path, ...]

    @classmethod
    def find(cls, own: Sequence[Path] = ()) -> Packs:
        """The given packs, then drafter's own data. `InputError` for a pack that is no folder, or a folder of something else."""
        for folder in own:
            if not folder.is_dir():
                raise InputError.of(
                    str(folder), "找不到这个文件夹（--pack 要给出一个文件夹，里面有 templates、phrasebank 或 configs）"
                )
            if any(folder.iterdir()) and not any((folder / name).is_dir() for name in FOLDERS):
                raise InputError.of(
                    str(folder), "不是模板包：里面没有 templates、phrasebank 或 configs 文件夹；--pack 要给出放着它们的那个文件夹"
                )
        return cls((*own, _shipped()))

    def file(self, name: str) -> Path:
        """The file of that name below a pack; the first pack that has it wins."""
        found = self.find_file(name)
        if found is None:
            raise InputError.of(name, "找不到这个文件，模板包可能不完整")
        return found

    def find_file(self, name: str) -> Path | None:
        """`file`, or `None`. A name that leads out of the pack is not found."""
        for folder in self.folders:
            path = (folder / name).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                return path
        return None

    def layers_below(self, path: Path) -> list[Path]:
        """The files of the same name in the packs after the one that a file is in, if they are settings that are laid over another."""
        for number, folder in enumerate(self.folders):
            root = folder.resolve()
            if path.is_relative_to(root):
                name = path.relative_to(root)
                layered = any(name.parent == Path(shape).parent and name.match(shape) for shape in LAYERED)
                found = [lower / name for lower in self.folders[number + 1 :] if (lower / name).is_file()]
                return found if layered and name.as_posix() not in WHOLE else []
        return []

    def is_shipped(self, path: Path) -> bool:
        """Whether drafter ships a file."""
        return path.is_relative_to(self.folders[-1].resolve())

    def names(self, folder: str, suffix: str) -> list[str]:
        """The stems of all files of a folder, from all packs, sorted."""
        found = {path.stem for pack in self.folders for path in (pack / folder).glob(f"*{suffix}") if path.is_file()}
        return sorted(found)

    def folders_of(self, folder: str) -> list[Path]:
        """That folder of each pack, the office's own first."""
        return [pack / folder for pack in self.folders if (pack / folder).is_dir()]

    def show(self, path: Path) -> str:
        """A path as messages name it: below the pack as the user gave it; drafter's own files below drafter's data."""
        *own, shipped = self.folders
        for folder in own:
            if path.is_relative_to(folder.resolve()) or path.is_relative_to(folder):
                base = folder.resolve() if path.is_relative_to(folder.resolve()) else folder
                return (folder / path.relative_to(base)).as_posix()
        return path.relative_to(shipped).as_posix() if path.is_relative_to(shipped) else path.as_posix()
