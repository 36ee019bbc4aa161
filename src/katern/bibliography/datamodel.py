"""The entry types and fields of BibTeX and biblatex (its manual, chapter 2), ours, and those of reference managers."""

from __future__ import annotations

_KINDS = (
    # BibTeX
    "article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis proceedings techreport "
    "unpublished "
    # biblatex
    "mvbook bookinbook suppbook collection mvcollection suppcollection dataset online patent periodical suppperiodical mvproceedings "
    "reference mvreference inreference report set software thesis www electronic xdata artwork audio bibnote commentary image "
    "jurisdiction legislation legal letter movie music performance review standard video customa customb customc customd custome "
    "customf"
)
_FIELDS = (
    # names and titles
    "author editor editora editorb editorc editortype editoratype editorbtype editorctype translator bookauthor annotator commentator "
    "introduction foreword afterword holder shortauthor shorteditor sortname authortype translatortype bookeditor director recipient "
    "composer interviewer reviewedauthor origauthor "
    "title subtitle titleaddon shorttitle booktitle booksubtitle booktitleaddon maintitle mainsubtitle maintitleaddon journaltitle "
    "journal journalsubtitle journaltitleaddon shortjournal issuetitle issuesubtitle issuetitleaddon eventtitle eventtitleaddon "
    "origtitle reprinttitle indextitle indexsorttitle sorttitle shortseries "
    # dates
    "date year month day urldate origdate eventdate endyear yearsuffix archivedate endmonth endday origyear urlyear urlmonth urlday "
    # numbers, places and makers
    "volume volumes number issue part series edition version pages pagetotal pagination bookpagination eid chapter publisher "
    "organization institution school howpublished location address origlocation origpublisher venue type entrysubtype pubstate "
    "library "
    # texts and identifiers
    "abstract annotation annote note addendum keywords url doi eprint eprinttype eprintclass archiveprefix primaryclass isbn issn isan "
    "ismn isrn iswc isbn13 lccn pmid pmcid archive file pdf "
    # how entries hang together and sort
    "crossref xref xdata ids entryset related relatedtype relatedstring relatedoptions options label shorthand shorthandintro presort "
    "sortkey sortyear sortshorthand sortinit key langid langidopts language origlanguage hyphenation gender execute nameaddon "
    "seen access urlraw lista listb listc listd liste listf"
)
# what Zotero, JabRef, Mendeley, BibDesk, EndNote, Citavi and publishers add for themselves
_TOOLS = (
    "uri timestamp owner groups ranking readstatus priority comment comments printed search qualityassured relevance "
    "creationdate modificationdate citationkey rating review localfile local-url username read tags collection shelf "
    "posted-at added-at interhash intrahash biburl bibsource opturl optnote affiliation author_keywords author-keywords "
    "keyword keywords-plus research-areas document_type document-type source source-work-id sourceid publication_stage "
    "coden correspondence_address references funding funding-acknowledgement funding-text cited-references "
    "number-of-cited-references times-cited usage-count-last-180-days usage-count-since-2013 journal-iso "
    "doc-delivery-number unique-id oa da orcid-numbers researcherid-numbers eissn article-number copyright license rights "
    "place publicationdate issuetitle article_type articleno numpages pmc issue_date acmid citeulike-article-id "
    "citeulike-linkout-0 refid _isbn mrnumber mrclass mrreviewer zblnumber zbl fjournal adsurl adsnote bibcode "
    "archivelocation callnumber call-number shorttitle lastchecked lccn size summary contents internal-note "
)
KINDS, FIELDS, TOOLS = (frozenset(words.split()) for words in (_KINDS, _FIELDS, _TOOLS))
