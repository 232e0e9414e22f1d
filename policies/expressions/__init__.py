"""Conditions written in CEL: what they may name, what is wrong with them, what they come to.

The only room that knows the library. Data that is missing is missing: it is neither empty nor
false, so a condition that needs it comes to nothing, and nothing opens no gate.
"""
