"""The fields that hold addresses, identifiers and keys: biblatex reads them as they stand, and LaTeX would cut them at `%`."""

from __future__ import annotations

VERBATIM = frozenset(
    ["url", "doi", "archive", "archivedate", "file", "eprint", "eprinttype", "archiveprefix", "eprintclass", "primaryclass", "urlraw", "pdf", "isbn", "issn", "isan", "ismn", "iswc", "isrn", "keywords", "crossref", "xdata", "xref", "ids", "entryset", "related", "options", "langid", "hyphenation", "verba", "verbb", "verbc", "verbd", "verb", "date", "urldate", "origdate", "eventdate", "bdsk-url-1", "bdsk-url-2", "bdsk-file-1", "timestamp", "owner", "pmid", "pmcid"]
)
