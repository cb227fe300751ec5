#!/bin/sh
# bowline brief: what to know in the minute before one talks to somebody
. tests/cli/lib.sh
BOWLINE_NOW=2026-10-01T09:00
run add 'Maya Chen' --title 'Head of Ops' --company Northwind --stage selection --moment one-to-one --note 'IT is the gate'
run log '@maya 30m call today -- how they count, "our Monday report is wrong by Tuesday"'
BOWLINE_NOW=2026-10-20T09:00
run log '@maya mail today -- asked for the price, "ten seats at first". !deck oct 23 ~security answers oct 22'
BOWLINE_NOW=2026-11-01T09:00
run brief maya
exits 0 "brief"
says "Maya Chen, Head of Ops at Northwind  #1" "who it is"
says "selection since 1 Oct (31 d), one to one since 1 Oct (31 d)" "where they stand"
says "now        theirs: “security answers”, 10 days overdue" "what presses"
says "move       " "a next move"
says "ask        Is what they ask for what they need?" "a question about what was passed over"
says "! #1    deck, 9 days overdue" "what was promised"
says "~ #2    security answers, 10 days overdue" "what they promised"
says "last time, 12 days ago" "how long ago the last talk was"
says "“ten seats at first”" "their words of the last time"
says "2026-10-01  “our Monday report is wrong by Tuesday”" "their words of before"
says "bowline log @maya" "how to write down what is said now"
run brief maya --json
valid "JSON"
is "$(json '$.ask[0]')" "Is what they ask for what they need?" "JSON: what to ask"
is "$(json '$.why')" "theirs: “security answers”, 10 days overdue · 31 days in selection (limit 30)" "JSON: what presses"
is "$(json '$.promises[1].text')" deck "JSON: all that show tells"
run add 'Jan Park'
run close jan --as lost --why timing
run brief jan
says "lost since 1 Nov" "an ended journey says so"
says "no conversation yet" "nothing was said yet"
says "What would they say was missing?" "the question of that end"
run brief
exits 2 "without anybody"
tells "brief about whom?" "says what is missing"
run brief nobody
exits 3 "unknown"
finish
