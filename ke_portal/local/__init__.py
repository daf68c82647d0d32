"""The portal with all its servers on one machine, for `make run`, `make manage` and `make test`."""
