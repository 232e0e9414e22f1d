"""Tests of a policy, written in a file beside it: records, and what each gate says to them."""
