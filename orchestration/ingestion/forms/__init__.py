"""One module for each form that reports come in; `registry` says which name has which form."""
