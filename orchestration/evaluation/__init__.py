"""How good the ledger is: gold articles, matching, scores, and the calibration of confidence."""
