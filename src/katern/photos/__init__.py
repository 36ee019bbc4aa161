"""Pictures as they may go out: without what a camera or program wrote into them, upright, and no larger than needed."""
