"""A made-up municipality and its made-up figures."""

from __future__ import annotations

AREAS = """code,name,kind,within
NL00,Nederland,country,
GM9901,Zuiderdam,municipality,NL00
GM9902,Noorderdam,municipality,NL00
WK990101,Centrum,district,GM9901
WK990102,Polder,district,GM9901
WK990201,Centrum,district,GM9902
WK9902AA,Letterwijk,district,GM9902
"""
INDICATORS = """indicators:
  - {id: inwoners, label: Inwoners, unit: aantal, theme: bevolking, columns: [a_inw, Inwoners_1]}
  - {id: mannen, label: Mannen, unit: aantal, theme: bevolking, columns: [a_man]}
  - {id: vrouwen, label: Vrouwen, unit: aantal, theme: bevolking}
  - {id: huur, label: Huurwoningen, unit: "%", theme: wonen, decimals: 1, columns: [p_huurw, Huur_2]}
  - {id: dichtheid, label: Dichtheid, unit: inwoners per km², theme: wonen}
  - id: migratieachtergrond
    label: Migratieachtergrond
    unit: aantal
    theme: bevolking
    valid_to: 2022
  - id: herkomst
    label: Herkomst buiten Nederland
    unit: aantal
    theme: bevolking
    valid_from: 2023
  - id: meldingen
    label: Meldingen
    unit: aantal
    theme: veiligheid
    breaks:
      - {year: 2019, kind: definition, words: Vanaf 2019 tellen ook andere meldingen mee.}
  - {id: jeugdhulp, label: Jeugdhulp, unit: aantal, theme: zorg, publication: {words: Onder 8 geheim., smallest: 8}}
"""
SET = """title: Proef
publisher: Proefbureau
description: Verzonnen cijfers.
licence: vrij
years: [2024]
sources:
  - {id: cijfers, title: Kerncijfers, table: 99999PRF, seen_in: publisher, retrieved: 2026-11-20, borders: 2024}
"""
HEAD = "area,year,indicator,value,mark\n"
DATA = "docs/_data"
