"""The monitor of areas: a profile of each country, municipality and district, made by rules from the data sets."""
