"""The whole site on disk: every page in its frame, the files beside them, the index of the search, the map of the site."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from katern.containment import ContainedLoader
from katern.drawing.page import Page, assemble
from katern.filestate import hash_of
from katern.finding import Finding
from katern.looked import TEXT, look, looking
from katern.site import csp, fonts, search
from katern.site.areapages import AreaPage
from katern.site.areawriting import AreaWriting
from katern.site.build import Build
from katern.site.calendars import write_calendars
from katern.site.courses import write_courses
from katern.site.drawings import Drawing, Drawings
        write_newsletters(self._build, self._output)
