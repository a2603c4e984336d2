"""What is typed: a module a command, arguments in, exit code out.

Exit codes are the same everywhere: 0 sound, 1 problems in the facts, 2 wrong usage.
"""
