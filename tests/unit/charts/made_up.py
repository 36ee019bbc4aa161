"""A made-up series with everything that a chart must not hide: a break, a gap, a missing figure, parts, groups."""

from __future__ import annotations

INDICATORS = """indicators:
  - id: meldingen
    label: Meldingen van overlast
    unit: aantal
    theme: wonen
    breaks:
      - {year: 2019, kind: definition, words: Vanaf 2019 tellen ook telefoontjes mee.}
  - {id: massa, label: Massameldingen, unit: aantal, theme: wonen}
  - {id: tevreden, label: Tevreden met de buurt, unit: "%", of: de groep, decimals: 1, theme: wonen}
  - {id: vertrouwen, label: Vertrouwt de buren, unit: "%", of: wie antwoordde, decimals: 1, theme: wonen}
  - {id: saldo, label: Saldo, unit: aantal, minimum: null, theme: wonen}
"""
SET = """title: Proef
publisher: Proefbureau
description: Verzonnen cijfers.
licence: vrij
years: [2017, 2018, 2019, 2020, 2022, 2023]
gaps:
  - {years: [2021], why: Dat jaar is niet gezien.}
how_to_read: [Meldingen zeggen niet hoeveel overlast er is.]
categories:
  - {id: groep, label: Groep, whole: iedereen}
sources:
  - {id: eerst, title: Proefbericht 2020, url: "https://voorbeeld.example/2020", seen_in: news, retrieved: 2026-11-20}
  - {id: later, title: Proeftabel, table: 99999PRF, seen_in: publisher, retrieved: 2026-11-21, status: final}
"""
ROWS = """groep,year,indicator,value,mark,source,note
iedereen,2017,meldingen,3499,,eerst,
iedereen,2018,meldingen,3299,,eerst,
iedereen,2019,meldingen,5487,,eerst,telling niet vermeld
iedereen,2020,meldingen,9575,,later,
iedereen,2022,meldingen,6738,,later,
iedereen,2023,meldingen,,unknown,later,
iedereen,2020,massa,4098,,later,
iedereen,2022,tevreden,61.5,,later,
mannen,2022,tevreden,60.4,,later,
vrouwen,2022,tevreden,62.6,,later,
"jonge mensen tot en met vierentwintig jaar, met of zonder kinderen",2022,tevreden,,secret,later,
mannen,2020,tevreden,55.0,,later,
vrouwen,2020,tevreden,58.0,,later,
iedereen,2022,vertrouwen,70.0,,later,
iedereen,2022,saldo,-12,,later,
mannen,2022,saldo,20,,later,
"""
