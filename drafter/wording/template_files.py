"""Where templates are read from: an office's folders and drafter's own, and nothing outside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, TemplateNotFound, TemplateSyntaxError

__all__ = ["BoundedLoader"]

LARGEST_TEMPLATE = 400_000
"""In characters; some hundred times a real one."""


class BoundedLoader(FileSystemLoader):
    """Reads templates below its folders, none larger than is reasonable."""

    def get_source(self, environment: Any, template: str) -> Any:
        """The text of a template with its file; a link that leads out of the folders leads nowhere."""
        source, filename, fresh = super().get_source(environment, template)
        if not any(Path(filename).resolve().is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            raise TemplateNotFound(template)  # a link that leads out of the pack
        if len(source) > LARGEST_TEMPLATE:
            raise TemplateSyntaxError("模板文件太大", 1, template, filename)
        return source, filename, fresh
