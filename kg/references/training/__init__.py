"""How the sequence model is made: labelled records → segments → features → weights. Not needed to parse."""
