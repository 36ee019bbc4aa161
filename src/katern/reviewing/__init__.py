"""What a change does to a site and its booklets, for who reviews it: `katern diff`."""
