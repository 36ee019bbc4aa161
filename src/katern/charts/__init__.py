"""Charts as text in SVG: chosen from data sets, laid out for the narrowest screen, written by a template."""
